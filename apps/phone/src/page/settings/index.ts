/** settings */
export { SettingsPage } from './SettingsPage.tsx';
