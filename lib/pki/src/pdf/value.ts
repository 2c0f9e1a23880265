/** A value of a PDF object (ISO 32000-2 7.3). Names are plain strings, without their solidus. */
export type PdfValue =
  | null
  | boolean
  | number
  | string
  | PdfString
  | PdfReference
  | PdfDictionary
  | PdfStream
  | readonly PdfValue[];

/** Positions count from the start of the octets parsed: the file, or an unfolded object stream. */
export interface PdfString {
  readonly kind: 'string';
  readonly bytes: Uint8Array;
  /** Of the opening delimiter. */
  readonly start: number;
  /** One past the closing delimiter. */
  readonly end: number;
  readonly hexadecimal: boolean;
  /** Hexadecimal, and pairs of digits alone: no white space, no odd digit. */
  readonly plain: boolean;
}

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export type PdfDictionary = ReadonlyMap<string, PdfValue>;

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** As stored: filters are not undone. Not copied. */
  readonly data: Uint8Array;
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return value instanceof Map;
}

export function isReference(value: PdfValue | undefined): value is PdfReference {
  return kindOf(value) === 'reference';
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return kindOf(value) === 'string';
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return kindOf(value) === 'stream';
}

function kindOf(value: PdfValue | undefined): string | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
}
