/**
 * The same components for React, on the same classes as the server's pages. They hold no texts of their own but the
 * shared ones, keep no personal value longer than they show it, and never write styles into the markup.
 */
export { Badge, type BadgeColour } from './Badge.tsx';
export { Button, type ButtonLook, type ButtonSize } from './Button.tsx';
export { Card } from './Card.tsx';
export { Checkbox, Switch } from './Checkbox.tsx';
export { DefinitionList } from './DefinitionList.tsx';
export { Dialog, Drawer } from './Dialog.tsx';
export { EmergencyBanner } from './EmergencyBanner.tsx';
export { ErrorText } from './ErrorText.tsx';
export { Footer, Header } from './Frame.tsx';
export { Icon } from './Icon.tsx';
export { Input } from './Input.tsx';
export { LanguageSwitch } from './LanguageSwitch.tsx';
export { Link } from './Link.tsx';
export { LanguageProvider, useLanguage } from './language-context.tsx';
export { Banner, Notice, type NoticeKind } from './Notice.tsx';
export { PinPad, type PinPadTexts } from './PinPad.tsx';
export { ProgressBar, Waiting } from './Progress.tsx';
export { Radios } from './Radios.tsx';
export { Select } from './Select.tsx';
export { StepIndicator } from './StepIndicator.tsx';
export { Table } from './Table.tsx';
export { Tabs } from './Tabs.tsx';
export { Toast, ToastProvider, type Toasts, useToasts } from './Toast.tsx';
