import { concat } from '../array.ts';
import { BytesError } from '../error.ts';

/** One data object: the tag as a number (`0xdf21`, `0x5f4e`, `0x90`) and its value, not copied. */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Tag, length and value, not copied. */
  readonly encoded: Uint8Array;
}

/** More objects side by side than any file of the card has. */
const OBJECTS_MAX = 64;

/** Tags of up to two octets and lengths of up to two octets behind `81` or `82`; the card uses no others. */
export function encodeTlv(tag: number, ...value: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = value.reduce((sum, part) => sum + part.length, 0);
  if (length > 0xffff) throw new BytesError('bytes/tlv', 'data object too long');
  if (!isTag(tag)) throw new BytesError('bytes/tlv', 'not a tag of one or two octets');
  const tagOctets = tag > 0xff ? [tag >> 8, tag & 255] : [tag];
  const lengthOctets =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return concat(Uint8Array.from([...tagOctets, ...lengthOctets]), ...value);
}

/**
 * Reads the objects that stand side by side. `FF` from where a tag would start up to the end is the filler with
 * which the card pads its files. Over-long
 * lengths are accepted (BER), lengths past the end are not. Failures: `bytes/tlv`, `bytes/budget`.
 */
export function parseTlv(bytes: Uint8Array): Tlv[] {
  const objects: Tlv[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (isFiller(bytes, offset)) break;
    if (objects.length >= OBJECTS_MAX) throw new BytesError('bytes/budget', 'too many data objects', offset);
    const object = readObject(bytes, offset);
    objects.push(object);
    offset += object.encoded.length;
  }
  return objects;
}

/** One octet whose low five bits are not all set, or two: the first with all of them set, the second below 80. */
function isTag(tag: number): boolean {
  if (tag <= 0xff) return tag >= 0 && (tag & 0x1f) !== 0x1f;
  return tag <= 0xffff && (tag & 0x1f00) === 0x1f00 && (tag & 0x80) === 0;
}

function isFiller(bytes: Uint8Array, offset: number): boolean {
  for (let i = offset; i < bytes.length; i++) if (bytes[i] !== 0xff) return false;
  return true;
}

function readObject(bytes: Uint8Array, start: number): Tlv {
  let offset = start;
  let tag = bytes[offset++] as number;
  if ((tag & 0x1f) === 0x1f) {
    const second = bytes[offset++];
    if (second === undefined || (second & 0x80) !== 0)
      throw new BytesError('bytes/tlv', 'tag not of two octets', start);
    tag = tag * 256 + second;
  }
  const first = bytes[offset++];
  if (first === undefined) throw new BytesError('bytes/tlv', 'length missing', start);
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets < 1 || octets > 2) throw new BytesError('bytes/tlv', 'length not of one or two octets', start);
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[offset++] ?? Number.NaN);
  }
  const end = offset + length;
  if (!(end <= bytes.length)) throw new BytesError('bytes/tlv', 'data object cut off', start);
  return { tag, value: bytes.subarray(offset, end), encoded: bytes.subarray(start, end) };
}
