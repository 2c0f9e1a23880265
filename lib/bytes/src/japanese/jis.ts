/**
 * Characters that a certificate can carry. What stands in neither JIS X 0208 nor JIS X 0212 is replaced by a
 * substitute there, and flagged (facts b.3). The tables come out of the platform's EUC-JP decoder.
 */

/** Rows of JIS X 0208 that the standard fills; 13 and 89 to 92 are vendors' additions to EUC-JP. */
export const JIS_X0208_ROWS: readonly number[] = [...range(1, 8), ...range(16, 84)];
/** Rows of JIS X 0212 that the standard fills; 83 and 84 are vendors' additions. */
const ROWS_0212 = [2, 6, 7, ...range(9, 11), ...range(16, 77)];

/** Characters of row 1 and 2 that decoders turn into a full-width twin of what the standard names. */
const TWINS = ['〜', '‖', '−', '¢', '£', '¬'];

let table: ReadonlySet<string> | undefined;

/** Whether this one character stands in JIS X 0208 or JIS X 0212. ASCII and half-width katakana do not. */
export function isJisCharacter(character: string): boolean {
  table ??= new Set([...readRows([], JIS_X0208_ROWS), ...readRows([0x8f], ROWS_0212), ...TWINS]);
  return table.has(character);
}

/** All characters of the rows; a cell without one decodes to U+FFFD, which is left out. */
function readRows(prefix: readonly number[], rows: readonly number[]): string[] {
  const octets: number[] = [];
  for (const row of rows) {
    for (const cell of range(1, 94)) octets.push(...prefix, 0xa0 + row, 0xa0 + cell);
  }
  const text = new TextDecoder('euc-jp').decode(Uint8Array.from(octets));
  return [...text].filter((character) => character !== '\ufffd');
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
