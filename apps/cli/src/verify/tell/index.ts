/**
 * A verdict in words, Japanese or English, or as JSON: verdict first, then who and when, then what failed with its
 * citation. Owns how it is laid out, what can be done about each outcome, and what is kept back: of a signer's
 * certificate the common name and the dates are shown, everything about the person only if it was asked for.
 */
export { closing } from './closing.ts';
export { asJson } from './json.ts';
export { languageOf } from './language.ts';
export type { Telling } from './telling.ts';
export { asText } from './text.ts';
export { parseTime } from './time.ts';
