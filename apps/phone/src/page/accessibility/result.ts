import { ACCESSIBILITY_TEXTS } from '../text/accessibility.ts';
import kept from './result.json' with { type: 'json' };

type Names = (typeof ACCESSIBILITY_TEXTS)['ja'];
export type CheckName = keyof Names['checks'];
export type ScreenName = keyof Names['screens'];

export const CHECKS = Object.keys(ACCESSIBILITY_TEXTS.ja.checks) as readonly CheckName[];
export const SCREENS = Object.keys(ACCESSIBILITY_TEXTS.ja.screens) as readonly ScreenName[];

/** What the last run of the tests found, in both languages together: a screen passes a check or it does not. */
export interface AccessibilityResult {
  /** In Japan: `2026-11-23`. */
  readonly date: string;
  readonly screens: { readonly [screen in ScreenName]?: { readonly [check in CheckName]?: boolean } };
}

/** As it was committed; the tests compare it with what they find, and `npm run -s accessibility` writes it anew. */
export const lastResult: AccessibilityResult = kept;
