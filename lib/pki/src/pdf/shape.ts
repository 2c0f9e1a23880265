import {
  isDictionary,
  isReference,
  isString,
  type PdfDictionary,
  type PdfReference,
  type PdfValue,
} from './value.ts';

/** The value if it is an integer of at least 0 that a number of JavaScript holds exactly. */
export function asInteger(value: PdfValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function asArray(value: PdfValue | undefined): readonly PdfValue[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asDictionary(value: PdfValue | undefined): PdfDictionary | undefined {
  return isDictionary(value) ? value : undefined;
}

export function asReference(value: PdfValue | undefined): PdfReference | undefined {
  return isReference(value) ? value : undefined;
}

/** A string's octets, one character each: enough for dates and for telling names of fields apart. */
export function asText(value: PdfValue | undefined): string | undefined {
  return isString(value) ? latin1(value.bytes) : undefined;
}

/** One character for each octet. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
