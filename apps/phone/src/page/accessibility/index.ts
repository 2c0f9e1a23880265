/**
 * The page on accessibility: the policy, and the last result as the tests wrote it. Refuses to say more than was tested.
 */
export { AccessibilityPage } from './AccessibilityPage.tsx';
