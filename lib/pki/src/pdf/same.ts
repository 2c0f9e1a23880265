import { equal } from '@kazasu/bytes';
import { isDictionary, isReference, isStream, isString, type PdfValue } from './value.ts';

/** Whether two values say the same. References are the same if they name the same object: nothing is followed. */
export function same(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === b) return true;
  if (isReference(a)) return isReference(b) && a.number === b.number && a.generation === b.generation;
  if (isString(a)) return isString(b) && equal(a.bytes, b.bytes);
  if (isStream(a)) return isStream(b) && equal(a.data, b.data) && same(a.dictionary, b.dictionary);
  if (isDictionary(a)) {
    return isDictionary(b) && a.size === b.size && [...a].every(([key, value]) => same(value, b.get(key)));
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((value, i) => same(value, b[i]));
  }
  return false;
}
