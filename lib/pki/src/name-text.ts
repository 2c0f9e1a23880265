/**
 * The comparable form of a text attribute: string preparation of RFC 4518 as RFC 5280 section 7.1 wants it.
 * Undefined for a text that RFC 4518 section 2.4 prohibits (private use, unassigned in Unicode, U+FFFD): such
 * a value equals only itself, octet for octet.
 */
export function comparableText(text: string): string | undefined {
  if (/[\p{Co}\p{Cs}\p{Cn}\uFFFD]/u.test(text)) return undefined;
  const mapped = text
    .replace(/[\t\n\v\f\r\u0085\p{Z}]/gu, ' ')
    .replace(/\p{Cc}|\p{Cf}|\p{Variation_Selector}|\u034F|\u1806|\uFFFC/gu, '');
  return foldCase(foldCase(mapped.normalize('NFKC')))
    .normalize('NFKC')
    .replace(/ +/g, ' ')
    .trim();
}

/** RFC 3454 table B.2, as far as it differs from the language's own lower case. */
function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
}
