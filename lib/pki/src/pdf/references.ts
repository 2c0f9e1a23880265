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

/**
 * Shows every reference in an object, in order, and tells how many values were looked at. The depth is bounded by the parser.
 */
export function visitReferences(value: PdfValue, visit: (reference: Reference) => void): number {
  return look(value, TOP, visit);
}

/** Whether there is any. */
export function hasReferences(value: PdfValue): boolean {
  let found = false;
  visitReferences(value, () => {
    found = true;
  });
  return found;
}

type Place = Omit<Reference, 'number' | 'destination'>;

const TOP: Place = { key: '', top: '', depth: 0, around: undefined };

function look(value: PdfValue, place: Place, visit: (reference: Reference) => void): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (isReference(value)) visit(at(place, value.number, false));
  else if (isStream(value)) return look(value.dictionary, place, visit);
  else if (isDictionary(value)) return lookInDictionary(value, place, visit);
  else if (Array.isArray(value)) return lookInArray(value, place, visit);
  return 1;
}

function lookInDictionary(value: PdfDictionary, place: Place, visit: (reference: Reference) => void): number {
  const depth = place.depth + 1;
  let count = 1 + value.size;
  for (const [key, item] of value) {
    if (typeof item !== 'object' || item === null) continue;
    count += look(item, { key, top: depth === 1 ? key : place.top, depth, around: value }, visit);
  }
  return count;
}

function lookInArray(
  value: readonly PdfValue[],
  place: Place,
  visit: (reference: Reference) => void,
): number {
  const [first, second] = value;
  let count = 1;
  let next = 0;
  if (isReference(first) && typeof second === 'string') {
    visit(at(place, first.number, true));
    next = 1;
  }
  for (; next < value.length; next++) count += look(value[next] ?? null, place, visit);
  return count;
}

function at({ key, top, depth, around }: Place, number: number, destination: boolean): Reference {
  return { key, top, depth, around, number, destination };
}
