/** help */
export { HelpPage } from './HelpPage.tsx';
