import { isDictionary, isReference, isStream, type PdfValue } from './value.ts';

/** A reference as it stands in an object. */
export interface Reference {
  /** The nearest key of a dictionary around it; empty in an object that is an array. */
  readonly key: string;
  readonly number: number;
  /** It opens an explicit destination: `[page /Fit …]`. */
  readonly destination: boolean;
}

/** All references in an object, in order. The depth is bounded by the parser. */
export function referencesOf(value: PdfValue, key = '', found: Reference[] = []): Reference[] {
  if (isReference(value)) found.push({ key, number: value.number, destination: false });
  else if (isStream(value)) referencesOf(value.dictionary, key, found);
  else if (isDictionary(value)) for (const [inner, item] of value) referencesOf(item, inner, found);
  else if (Array.isArray(value)) {
    const [first, second] = value;
    const destination = isReference(first) && typeof second === 'string';
    if (destination) found.push({ key, number: first.number, destination });
    for (const item of destination ? value.slice(1) : value) referencesOf(item, key, found);
  }
  return found;
}
