import { concat } from '../array.ts';
import { BytesError } from '../error.ts';
import { fromHex } from '../text/hex.ts';
import { toUtf8 } from '../text/utf8.ts';
import { contextTag, DER } from './tag.ts';

/** Identifier, shortest length and content. */
export function derValue(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return concat(derHeader(tag, length), ...content);
}

/** Identifier and shortest length, for content of so many octets that is written elsewhere. */
export function derHeader(tag: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(tag, ...lengthOctets(length));
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export function derSequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(DER.sequence, ...parts);
}

/** `[n]` constructed around whole values. */
export function derContext(number: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return derValue(contextTag(number), ...parts);
}

export function derNull(): Uint8Array<ArrayBuffer> {
  return derValue(DER.null);
}

export function derOctetString(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return derValue(DER.octetString, bytes);
}

/** A BIT STRING of whole octets. */
export function derBitString(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return derValue(DER.bitString, Uint8Array.of(0), bytes);
}

export function derUtf8String(text: string): Uint8Array<ArrayBuffer> {
  return derValue(DER.utf8String, toUtf8(text));
}

/**
 * An INTEGER of zero or more; the input may be a number or its big-endian octets. A negative number or one with a
 * fraction is refused (`bytes/der`).
 */
export function derUnsignedInteger(value: bigint | number | Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = value instanceof Uint8Array ? stripZeros(value) : octetsOf(value);
  const needsZero = octets.length === 0 || (octets[0] as number) >= 0x80;
  return needsZero ? derValue(DER.integer, Uint8Array.of(0), octets) : derValue(DER.integer, octets);
}

function stripZeros(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  return bytes.subarray(start);
}

function octetsOf(value: bigint | number): Uint8Array {
  if (value < 0 || (typeof value === 'number' && !Number.isSafeInteger(value))) {
    throw new BytesError('bytes/der', 'not a whole number of zero or more');
  }
  const hex = value.toString(16);
  return stripZeros(fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}

/** From dotted notation; an arc of 2^53 or more is refused (`bytes/oid`). */
export function derOid(dotted: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-2](\.(0|[1-9]\d{0,15}))+$/.test(dotted)) throw new BytesError('bytes/oid', 'not dotted notation');
  const [root, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  if (root < 2 && second > 39) throw new BytesError('bytes/oid', 'second arc too large');
  if ([80 + second, ...rest].some((arc) => arc > Number.MAX_SAFE_INTEGER)) {
    throw new BytesError('bytes/oid', 'object identifier arc too large');
  }
  return derValue(DER.oid, Uint8Array.from([40 * root + second, ...rest].flatMap(arcOctets)));
}

function arcOctets(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) | 0x80);
  }
  return octets;
}
