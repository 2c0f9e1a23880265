/** accessibility */
export { AccessibilityPage } from './AccessibilityPage.tsx';
