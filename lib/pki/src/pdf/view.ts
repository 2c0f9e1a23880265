import { FREE } from './entry.ts';
import { crossed, tooMuch } from './fault.ts';
import type { ObjectReader, StoredObject } from './object.ts';
import type { History } from './revision.ts';
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from './value.ts';
import { versionAt } from './version.ts';

/** The document as it was at one revision. */
export interface PdfView {
  /** Which revision, 0 the oldest. */
  readonly index: number;
  readonly trailer: PdfDictionary;
  /** The object, or undefined if there is none of that number now. */
  object(number: number): StoredObject | undefined;
  /** What a reference leads to, through at most a few references; anything else is itself. */
  resolve(value: PdfValue | undefined): PdfValue;
  /** Counts the steps of a walk that follows no references; those that do are counted as they are followed. */
  spend(steps: number): void;
}

const REFERENCES_MAX = 8;

/** How many steps are left to all views of a document. */
export interface Steps {
  left: number;
}

export function createView(
  index: number,
  { revisions, versions }: History,
  reader: ObjectReader,
  steps: Steps,
  asked?: Set<number>,
): PdfView {
  const spend = (count: number): void => {
    steps.left -= count;
    if (steps.left < 0)
      throw tooMuch('more revisions over more objects than an honest file of this size has');
  };
  const object = (number: number): StoredObject | undefined => {
    spend(1);
    asked?.add(number);
    const version = versionAt(versions, number, index);
    return version === undefined || version.entry === FREE ? undefined : reader.read(number, version);
  };
  const follow = (reference: PdfReference): PdfValue => {
    const found = object(reference.number);
    if (found === undefined) return null;
    if (found.generation !== reference.generation) throw crossed('reference to another generation');
    return found.value;
  };
  const resolve = (value: PdfValue | undefined): PdfValue => {
    let current = value ?? null;
    for (let followed = 0; isReference(current); followed++) {
      if (followed > REFERENCES_MAX) throw tooMuch('references to references');
      current = follow(current);
    }
    return current;
  };
  const trailer = revisions[index]?.trailer ?? new Map();
  return { index, trailer, object, resolve, spend };
}
