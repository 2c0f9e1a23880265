import { BytesError } from '../error.ts';
import { toHex } from '../text/hex.ts';
import { DER } from './tag.ts';

/** A BIT STRING: its octets and how many bits of the last one do not count. */
export interface BitString {
  readonly bytes: Uint8Array;
  readonly unusedBits: number;
}

export function readBoolean(content: Uint8Array): boolean {
  if (content.length !== 1) throw new BytesError('bytes/der', 'BOOLEAN of wrong length');
  if (content[0] === 0xff) return true;
  if (content[0] === 0x00) return false;
  throw new BytesError('bytes/der', 'BOOLEAN is neither 00 nor FF');
}

/** 8192 bits: twice the largest RSA key that is in use. Reading a number of megabytes would be an attack's work. */
const INTEGER_MAX = 1024;

/** Two's complement, big-endian, in its shortest form. Longer than {@link INTEGER_MAX} octets is `bytes/budget`. */
export function readInteger(content: Uint8Array): bigint {
  if (content.length === 0) throw new BytesError('bytes/der', 'INTEGER without content');
  const first = content[0] as number;
  const second = content[1];
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new BytesError('bytes/der', 'INTEGER is padded');
  }
  if (content.length > INTEGER_MAX) throw new BytesError('bytes/budget', 'INTEGER too long');
  // Nearly all are versions, lengths and small counts.
  if (content.length === 1) return BigInt(first >= 0x80 ? first - 256 : first);
  const value = BigInt(`0x${toHex(content)}`);
  return first >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value;
}

export function readBitString(content: Uint8Array): BitString {
  const unusedBits = content[0];
  if (unusedBits === undefined || unusedBits > 7 || (unusedBits > 0 && content.length === 1)) {
    throw new BytesError('bytes/der', 'BIT STRING with impossible count of unused bits');
  }
  const last = content[content.length - 1] as number;
  if (unusedBits > 0 && (last & ((1 << unusedBits) - 1)) !== 0) {
    throw new BytesError('bytes/der', 'BIT STRING with unused bits set');
  }
  return { bytes: content.subarray(1), unusedBits };
}

/** Longer than any registered identifier. */
const OID_MAX = 64;

/** Dotted notation. An arc of 2^53 or more, or more than {@link OID_MAX} octets, is refused (`bytes/oid`). */
export function readOid(content: Uint8Array): string {
  if (content.length > OID_MAX) throw new BytesError('bytes/oid', 'object identifier too long');
  if (content.length === 0 || ((content[content.length - 1] as number) & 0x80) !== 0) {
    throw new BytesError('bytes/oid', 'object identifier cut off');
  }
  const arcs: number[] = [];
  let arc = 0;
  let arcStart = true;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i] as number;
    if (arcStart && byte === 0x80) throw new BytesError('bytes/oid', 'object identifier arc is padded');
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) throw new BytesError('bytes/oid', 'object identifier arc too large');
    arcStart = (byte & 0x80) === 0;
    if (arcStart) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs[0] as number;
  const root = first < 40 ? 0 : first < 80 ? 1 : 2;
  return [root, first - 40 * root, ...arcs.slice(1)].join('.');
}

/**
 * The two time forms of RFC 5280 section 4.1.2.5: `YYMMDDHHMMSSZ` (1950…2049) and `YYYYMMDDHHMMSSZ`.
 * Milliseconds since 1970; anything else, and a date that no calendar has, is `bytes/time`.
 */
export function readTime(tag: number, content: Uint8Array): number {
  const yearDigits = tag === DER.utcTime ? 2 : tag === DER.generalizedTime ? 4 : 0;
  if (yearDigits === 0 || content.length !== yearDigits + 11 || content[yearDigits + 10] !== 0x5a) {
    throw new BytesError('bytes/time', 'not a time of RFC 5280');
  }
  const text = (at: number, digits: number) => decimal(content, at, digits);
  const written = text(0, yearDigits);
  const year = yearDigits === 4 ? written : written + (written < 50 ? 2000 : 1900);
  const [month, day] = [text(yearDigits, 2), text(yearDigits + 2, 2)];
  const [hour, minute, second] = [text(yearDigits + 4, 2), text(yearDigits + 6, 2), text(yearDigits + 8, 2)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // Another month or day than written: the calendar has no such one.
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 59) throw new BytesError('bytes/time', 'no such time');
  return date.getTime() + 1000 * (3600 * hour + 60 * minute + second);
}

/** By hand: certificates, lists and time-stamps are full of times, and a regular expression takes ten times as long. */
function decimal(content: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = (content[i] as number) - 0x30;
    if (digit < 0 || digit > 9) throw new BytesError('bytes/time', 'not a time of RFC 5280');
    value = 10 * value + digit;
  }
  return value;
}
