/**
 * Names that somebody else gave and a person reads before agreeing: of relying parties, platform operators and documents. One rule for
 * the provider, which refuses, and for the app, which does not rely on that.
 */

/**
 * A variation selector directly behind the character that it is for, as in 葛󠄀 (ideographic variation sequences, Unicode
 * Technical Standard 37) and in emoji: it chooses the glyph of a character that is seen, and Japanese names need it.
 */
const VARIATION = '[\\p{Script=Han}\\p{Extended_Pictographic}]\\p{Variation_Selector}';

/**
 * Controls, turns of the writing direction, ends of lines, halves of characters, and everything that is drawn as nothing: what Unicode calls
 * default ignorable (fillers, joiners, other variation selectors, tags), and two that it calls symbols, the empty braille
 * pattern and the musical null notehead.
 */
const UNSEEN = '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\u{1d159}]';

const SEEN_OR_NOT = new RegExp(`(${VARIATION})|${UNSEEN}`, 'gu');

/** Marks without a character of their own: they would be drawn over what stands before the name. */
const LOOSE_MARKS = /(^|[\s\ufffd])\p{M}+/gu;

/** No script piles more than four marks on a character; many are drawn over the lines above and below. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** The name as it may be shown: whatever would act or cover instead of being read is shown as U+FFFD. */
export function harmlessName(name: string): string {
  return name
    .replace(SEEN_OR_NOT, (_, variation: string | undefined) => variation ?? '\ufffd')
    .replace(LOOSE_MARKS, '$1\ufffd')
    .replace(PILED_MARKS, '$1\ufffd');
}

/** Whether there is anything to read: a letter, a syllable or a digit. Fillers count as letters for Unicode, not here. */
export function isReadable(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(harmlessName(name));
}

/** Whether a name is what it seems, and is something at all. */
export function readsAsWritten(name: string): boolean {
  return isReadable(name) && harmlessName(name) === name;
}
