import type { Entry } from './entry.ts';
import { FREE } from './entry.ts';
import { crossed, tooMuch } from './fault.ts';
import type { StoredObject } from './object.ts';
import type { Revision } from './revision.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from './value.ts';

/** The document as it was at one revision. */
export interface PdfView {
  /** Which revision, 0 the oldest. */
  readonly index: number;
  readonly trailer: PdfDictionary;
  entry(number: number): Entry;
  /** The object, or undefined if there is none of that number now. */
  object(number: number): StoredObject | undefined;
  /** What a reference leads to, through at most a few references; anything else is itself. */
  resolve(value: PdfValue | undefined): PdfValue;
}

const REFERENCES_MAX = 8;

export function createView(
  index: number,
  revisions: readonly Revision[],
  read: (number: number, entry: Entry) => StoredObject,
): PdfView {
  const entry = (number: number): Entry => {
    for (let i = index; i >= 0; i--) {
      const found = revisions[i]?.entries.get(number);
      if (found !== undefined) return found;
    }
    return FREE;
  };
  const object = (number: number) => {
    const found = entry(number);
    return found === FREE ? undefined : read(number, found);
  };
  const follow = (reference: PdfReference): PdfValue => {
    const found = object(reference.number);
    if (found === undefined) return null;
    if (found.generation !== reference.generation) throw crossed('reference to another generation');
    return found.value;
  };
  const resolve = (value: PdfValue | undefined): PdfValue => {
    let current = value ?? null;
    for (let steps = 0; isReference(current); steps++) {
      if (steps > REFERENCES_MAX) throw tooMuch('references to references');
      current = follow(current);
    }
    return current;
  };
  const trailer = revisions[index]?.trailer ?? new Map();
  return { index, trailer, entry, object, resolve };
}
