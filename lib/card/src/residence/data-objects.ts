import { BytesError, concat, encodeTlv, fromUtf8, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/**
 * Files of a residence card: BER-TLV objects with tags of one octet, behind them NUL to the file's end. Values are
 * filled with NUL too, to the length that the signature is made over.
 */
const FILLER = 0x00;

/** A value filled with NUL to its length. A longer one is CardError `card/file`. */
export function filled(name: string, value: Uint8Array, length: number): Uint8Array {
  if (value.length > length) throw new CardError('card/file', `${name}: too long`);
  return concat(value, new Uint8Array(length - value.length));
}

export function encodeObject(tag: number, value: Uint8Array): Uint8Array {
  return encodeTlv(tag, value);
}

/** The values of a file: exactly these tags in this order, then nothing but NUL. Otherwise CardError `card/file`. */
export function values<const Tags extends readonly number[]>(
  name: string,
  file: Uint8Array,
  tags: Tags,
): { -readonly [I in keyof Tags]: Uint8Array } {
  let offset = 0;
  const found = tags.map((tag) => {
    const { start, length } = headerAt(name, file, offset, tag);
    offset = start + length;
    if (offset > file.length) throw refused(name);
    return file.subarray(start, offset);
  });
  if (!isFiller(file.subarray(offset))) throw refused(name);
  return found as { -readonly [I in keyof Tags]: Uint8Array };
}

function headerAt(
  name: string,
  file: Uint8Array,
  offset: number,
  tag: number,
): { readonly start: number; readonly length: number } {
  const first = file[offset + 1] ?? 0xff;
  const octets = first < 0x80 ? 0 : first - 0x80;
  if (file[offset] !== tag || octets > 2 || first === 0x80) throw refused(name);
  const start = offset + 2 + octets;
  if (start > file.length) throw refused(name);
  if (octets === 0) return { start, length: first };
  return { start, length: file.subarray(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0) };
}

/** A text in UTF-8, without the NULs that fill its value. */
export function textIn(name: string, value: Uint8Array): string {
  try {
    return fromUtf8(withoutFiller(value));
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/file', `${name}: not UTF-8`, { cause: error });
  }
}

/** A text in UTF-8 that has no NUL of its own, filled to its length. */
export function textValue(name: string, text: string, length: number): Uint8Array {
  if (!text.isWellFormed() || text.includes('\0')) throw refused(name);
  return filled(name, toUtf8(text), length);
}

/** A text that has to be of this form. */
export function matching(name: string, text: string, form: RegExp): string {
  if (!form.test(text)) throw new CardError('card/file', `${name}: not of its form`);
  return text;
}

/** All of a value, or nothing where it is all filler: a card of a child holds images of NULs. */
export function imageIn(value: Uint8Array): Uint8Array {
  return isFiller(value) ? value.subarray(0, 0) : value;
}

export function withoutFiller(value: Uint8Array): Uint8Array {
  let end = value.length;
  while (end > 0 && value[end - 1] === FILLER) end--;
  return value.subarray(0, end);
}

function isFiller(bytes: Uint8Array): boolean {
  return bytes.every((octet) => octet === FILLER);
}

function refused(name: string): CardError {
  return new CardError('card/file', `${name}: not of this file's form`);
}
