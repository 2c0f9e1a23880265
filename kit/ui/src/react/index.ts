/**
 * The same components for React, on the same classes as the server's pages. They hold no texts of their own but the
 * shared ones, keep no personal value longer than they show it, and never write styles into the markup.
 */
export { Badge, type BadgeColour } from './Badge.tsx';
export { Button, type ButtonLook } from './Button.tsx';
export { Card } from './Card.tsx';
export { DefinitionList } from './DefinitionList.tsx';
export { Dialog } from './Dialog.tsx';
export { Footer, Header } from './Frame.tsx';
export { Icon, Mark } from './Icon.tsx';
export { LanguageSwitch } from './LanguageSwitch.tsx';
export { Link } from './Link.tsx';
export { LanguageProvider, useLanguage } from './language-context.tsx';
export { Notice, type NoticeKind } from './Notice.tsx';
export { PinPad, type PinPadTexts } from './PinPad.tsx';
export { ProgressBar, Waiting } from './Progress.tsx';
export { StepIndicator } from './StepIndicator.tsx';
