/**
 * The settings. What is a wish (times, language, text size) is kept on the device and says nothing about the person; what belongs to
 * the account is asked of the provider; a PIN goes from the field to the card and nowhere else.
 */
export { SettingsPage } from './SettingsPage.tsx';
