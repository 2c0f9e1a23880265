import { asText, isString, type PdfValue, type PdfView } from '../pdf/index.ts';

/** Octets of a text that cost as much as one step. */
const OCTETS_PER_STEP = 64;

/** What it costs to look at so many octets or characters: nothing for names as people give them. */
export function costOfText(length: number): number {
  return Math.floor(length / OCTETS_PER_STEP);
}

/**
 * The text that a value is or refers to, one character for each octet. Counted by its length before it is made: one long
 * string may be the name of every field.
 */
export function readText(view: PdfView, value: PdfValue | undefined): string | undefined {
  const found = view.resolve(value);
  if (isString(found)) view.spend(costOfText(found.bytes.length));
  return asText(found);
}
