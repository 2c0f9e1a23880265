import { isDictionary, isReference, isStream, type PdfDictionary, type PdfValue } from './value.ts';

/** A reference as it stands in an object. */
export interface Reference {
  /** The nearest key of a dictionary around it; empty in an object that is an array. */
  readonly key: string;
  /** The key of the object's own dictionary under which it stands. */
  readonly top: string;
  /** How many dictionaries are around it within the object; 0 in an object that is an array. */
  readonly depth: number;
  /** The nearest of them. */
  readonly around: PdfDictionary | undefined;
  readonly number: number;
  /** It opens an explicit destination: `[page /Fit …]`. */
  readonly destination: boolean;
}

/** All references in an object, in order. The depth is bounded by the parser. */
export function referencesOf(value: PdfValue): Reference[] {
  const found: Reference[] = [];
  gather(value, { key: '', top: '', depth: 0, around: undefined }, found);
  return found;
}

type Place = Omit<Reference, 'number' | 'destination'>;

function gather(value: PdfValue, place: Place, found: Reference[]): void {
  if (isReference(value)) found.push(at(place, value.number, false));
  else if (isStream(value)) gather(value.dictionary, place, found);
  else if (isDictionary(value)) {
    const depth = place.depth + 1;
    for (const [key, item] of value) {
      if (typeof item !== 'object') continue;
      gather(item, { key, top: depth === 1 ? key : place.top, depth, around: value }, found);
    }
  } else if (Array.isArray(value)) {
    const [first, second] = value;
    const destination = isReference(first) && typeof second === 'string';
    if (destination) found.push(at(place, first.number, true));
    for (const item of destination ? value.slice(1) : value) gather(item, place, found);
  }
}

function at({ key, top, depth, around }: Place, number: number, destination: boolean): Reference {
  return { key, top, depth, around, number, destination };
}
