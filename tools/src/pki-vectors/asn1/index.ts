/**
 * DER as `asn1js` writes it, an implementation that shares nothing with the one under test. Owns: tags and lengths. Refuses
 * nothing: whatever octets are given become the content, which is how faults are written.
 */
import { Integer, ObjectIdentifier, Primitive } from 'asn1js';

export type Octets = Uint8Array<ArrayBuffer>;

const UNIVERSAL = 1;
const CONTEXT = 3;

function block(tagClass: number, tagNumber: number, constructed: boolean, content: Uint8Array): Octets {
  const node = new Primitive({ idBlock: { tagClass, tagNumber }, valueHex: Uint8Array.from(content).buffer });
  node.idBlock.isConstructed = constructed;
  return new Uint8Array(node.toBER());
}

export function join(...parts: readonly Uint8Array[]): Octets {
  return Uint8Array.from(Buffer.concat(parts));
}

export const seq = (...parts: readonly Uint8Array[]) => block(UNIVERSAL, 16, true, join(...parts));
export const set = (...parts: readonly Uint8Array[]) => block(UNIVERSAL, 17, true, join(...parts));
/** SET OF in the order of DER. */
export const setOf = (...parts: readonly Uint8Array[]) => set(...[...parts].sort(Buffer.compare));
/** `[n]` around whole values. */
export const context = (n: number, ...parts: readonly Uint8Array[]) =>
  block(CONTEXT, n, true, join(...parts));
/** `[n]` in place of a primitive's own tag. */
export const implicit = (n: number, content: Uint8Array) => block(CONTEXT, n, false, content);
export const oid = (dotted: string): Octets =>
  new Uint8Array(new ObjectIdentifier({ value: dotted }).toBER());
export const int = (value: number | bigint): Octets =>
  new Uint8Array(Integer.fromBigInt(BigInt(value)).toBER());
/** INTEGER with these content octets, whatever they mean. */
export const integerOf = (content: Uint8Array) => block(UNIVERSAL, 2, false, content);
export const enumerated = (value: number) => block(UNIVERSAL, 10, false, Uint8Array.of(value));
export const octets = (content: Uint8Array) => block(UNIVERSAL, 4, false, content);
export const bits = (content: Uint8Array, unused = 0) =>
  block(UNIVERSAL, 3, false, join(Uint8Array.of(unused), content));
export const nul = () => block(UNIVERSAL, 5, false, new Uint8Array());
export const bool = (value: boolean) => block(UNIVERSAL, 1, false, Uint8Array.of(value ? 0xff : 0));
export const utf8 = (text: string) => block(UNIVERSAL, 12, false, Buffer.from(text));
export const printable = (text: string) => block(UNIVERSAL, 19, false, Buffer.from(text, 'latin1'));
export const ia5 = (text: string) => block(UNIVERSAL, 22, false, Buffer.from(text, 'latin1'));
export const bmp = (text: string) => block(UNIVERSAL, 30, false, Buffer.from(text, 'utf16le').swap16());
export const utcText = (text: string) => block(UNIVERSAL, 23, false, Buffer.from(text));
export const generalText = (text: string) => block(UNIVERSAL, 24, false, Buffer.from(text));

/** Named bits, bit 0 first, without trailing zeros. */
export function namedBits(...numbers: readonly number[]): Octets {
  const last = Math.max(-1, ...numbers);
  const content = new Uint8Array(Math.floor(last / 8) + 1);
  for (const n of numbers) content[n >> 3] = (content[n >> 3] ?? 0) | (0x80 >> (n & 7));
  return bits(content, last < 0 ? 0 : 7 - (last % 8));
}

const digits = (iso: string) => iso.replace(/\.\d+/, '').replace(/[-:T]/g, '');

/** RFC 5280 section 4.1.2.5: UTCTime until 2049. Takes and keeps ISO 8601 in UTC. */
export const time = (iso: string) =>
  iso < '2050' ? utcText(digits(iso).slice(2)) : generalText(digits(iso));
export const generalTime = (iso: string) => generalText(digits(iso));

/** The outermost header once more, with a length of one octet more than needed: BER, not DER. */
export function longLength(der: Uint8Array): Octets {
  const first = der[1] ?? 0;
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = der.length - header;
  const head = Uint8Array.of(
    der[0] ?? 0,
    0x84,
    length >> 24,
    (length >> 16) & 255,
    (length >> 8) & 255,
    length & 255,
  );
  return join(head, der.subarray(header));
}

/** The outermost value with an indefinite length: BER, not DER. */
export function indefinite(der: Uint8Array): Octets {
  const first = der[1] ?? 0;
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f);
  return join(Uint8Array.of(der[0] ?? 0, 0x80), der.subarray(header), Uint8Array.of(0, 0));
}
