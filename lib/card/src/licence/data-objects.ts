import { concat } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/** One data object of a licence's file. */
export interface Field {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The tag of the photo is the one of two octets; elsewhere `5F` is a tag by itself, as are `1F` and `7F`. */
export const PHOTO_TAG = 0x5f40;
const FILLER = 0xff;
/** More than any file of a licence holds. */
const FIELDS_MAX = 128;

/**
 * A file: the objects one after another, filled with FF to its length. A length below 80 is one octet, others are
 * three, `82` before two octets. More than the file holds is CardError `card/file`.
 */
export function encodeRecord(
  name: string,
  fields: readonly Field[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const objects = concat(...fields.map(encodeField));
  if (objects.length > length) throw new CardError('card/file', `${name}: more than the file holds`);
  return concat(objects, new Uint8Array(length - objects.length).fill(FILLER));
}

function encodeField({ tag, value }: Field): Uint8Array {
  const { length } = value;
  const tagOctets = tag > 0xff ? [tag >> 8, tag & 255] : [tag];
  const lengthOctets = length < 0x80 ? [length] : [0x82, length >> 8, length & 255];
  return concat(Uint8Array.from([...tagOctets, ...lengthOctets]), value);
}

/**
 * The objects of a file, up to the filler. Tags are one octet, except {@link PHOTO_TAG} where the caller asks for it.
 * Objects that are cut off, lengths of another form and bytes behind the filler are CardError `card/file`.
 */
export function parseRecord(name: string, file: Uint8Array, tagOctets: 1 | 2 = 1): Field[] {
  const fields: Field[] = [];
  const end = recordLength(file);
  let offset = 0;
  while (offset < end) {
    if (fields.length >= FIELDS_MAX) throw new CardError('card/file', `${name}: too many data objects`);
    const tag = number(file, offset, tagOctets);
    const { length, octets } = lengthAt(name, file, offset + tagOctets);
    const start = offset + tagOctets + octets;
    if (length === undefined || start + length > file.length) {
      throw new CardError('card/file', `${name}: data object cut off`);
    }
    fields.push({ tag, value: file.subarray(start, start + length) });
    offset = start + length;
  }
  return fields;
}

/** How much of a file its data objects take, filler left out. A file is never read past this. */
function recordLength(file: Uint8Array): number {
  let end = file.length;
  while (end > 0 && file[end - 1] === FILLER) end--;
  return end;
}

/** The data objects of a file as stored, without the filler behind them. */
export function recordContent(name: string, file: Uint8Array, tagOctets: 1 | 2 = 1): Uint8Array {
  const last = parseRecord(name, file, tagOctets).at(-1);
  if (last === undefined) return file.subarray(0, 0);
  return file.subarray(0, last.value.byteOffset - file.byteOffset + last.value.length);
}

function lengthAt(
  name: string,
  file: Uint8Array,
  at: number,
): { readonly length: number | undefined; readonly octets: number } {
  const first = file[at];
  if (first === undefined || first < 0x80) return { length: first, octets: 1 };
  // 81 is BER's form for 80 to FF; the specification knows only 82, readers take both.
  const octets = first - 0x80;
  if (octets !== 1 && octets !== 2) throw new CardError('card/file', `${name}: length of strange form`);
  if (at + octets >= file.length) return { length: undefined, octets: 1 + octets };
  return { length: number(file, at + 1, octets), octets: 1 + octets };
}

function number(file: Uint8Array, at: number, octets: number): number {
  let value = 0;
  for (let i = 0; i < octets; i++) value = value * 256 + (file[at + i] ?? 0);
  return value;
}

/** The fields by tag. A tag that stands twice is CardError `card/file`. */
export function byTag(name: string, fields: readonly Field[]): ReadonlyMap<number, Uint8Array> {
  const found = new Map(fields.map(({ tag, value }) => [tag, value]));
  if (found.size !== fields.length) throw new CardError('card/file', `${name}: a data object stands twice`);
  return found;
}

/** The one object of a file that holds one. */
export function onlyField(name: string, file: Uint8Array, tag: number, tagOctets: 1 | 2 = 1): Uint8Array {
  const [field, ...others] = parseRecord(name, file, tagOctets);
  if (field?.tag !== tag || others.length > 0) {
    throw new CardError('card/file', `${name}: not the data object of this file`);
  }
  return field.value;
}
