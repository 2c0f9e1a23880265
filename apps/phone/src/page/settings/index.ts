/**
 * The settings. What is a wish (times, language, text size) is kept on the device and says nothing about the person; what belongs to
 * the account is asked of the provider; a PIN goes from the field to the card and nowhere else. The
 * certificate in this device is had here (`phone-set-up.ts`); its keys are kept by `phone-certificate/`.
 */
export { SettingsPage } from './SettingsPage.tsx';
