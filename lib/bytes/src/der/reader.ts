import { BytesError } from '../error.ts';
import { DER } from './tag.ts';
import { type BitString, readBitString, readBoolean, readInteger, readOid, readTime } from './value.ts';

/** Nesting that no certificate, CRL or OCSP answer comes near; a deeper input is an attack. */
const DEPTH_MAX = 32;

/** One value in place: nothing is copied until `content` or `bytes` is asked for. */
export interface DerElement {
  readonly tag: number;
  /** First identifier octet. */
  readonly start: number;
  readonly contentStart: number;
  /** One past the last content octet. */
  readonly end: number;
}

/**
 * Walks DER (X.690 section 10) from left to right without building objects, so that a CRL of millions of
 * entries costs nothing but the walk. Whatever is BER but not DER is refused: indefinite or over-long
 * lengths, high tag numbers, padded integers, trailing bytes. Every failure is a BytesError `bytes/der`,
 * nesting beyond {@link DEPTH_MAX} is `bytes/budget`.
 */
export class DerReader {
  readonly bytes: Uint8Array;
  #offset: number;
  readonly #end: number;
  readonly #depth: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0) {
    if (depth > DEPTH_MAX) throw new BytesError('bytes/budget', 'DER nested too deeply', start);
    this.bytes = bytes;
    this.#offset = start;
    this.#end = end;
    this.#depth = depth;
  }

  get offset(): number {
    return this.#offset;
  }

  get atEnd(): boolean {
    return this.#offset >= this.#end;
  }

  /** The next identifier octet, or undefined at the end. */
  peek(): number | undefined {
    return this.atEnd ? undefined : this.bytes[this.#offset];
  }

  /** Steps over the next value, which must have the given identifier octet if one is given. */
  next(tag?: number): DerElement {
    const start = this.#offset;
    if (start >= this.#end) throw new BytesError('bytes/der', 'value missing', start);
    const found = this.bytes[start] as number;
    if ((found & 0x1f) === 0x1f) throw new BytesError('bytes/der', 'high tag number', start);
    if (tag !== undefined && found !== tag) {
      throw new BytesError('bytes/der', `tag ${hex(found)} where ${hex(tag)} is required`, start);
    }
    const contentStart = this.#readLength(start + 1);
    this.#offset = this.#contentEnd;
    return { tag: found, start, contentStart, end: this.#contentEnd };
  }

  /** Opens a constructed value. The caller ends it with {@link finish}. */
  enter(tag: number = DER.sequence): DerReader {
    const element = this.next(tag);
    return new DerReader(this.bytes, element.contentStart, element.end, this.#depth + 1);
  }

  /** Opens the next value if it has this tag. */
  enterIf(tag: number): DerReader | undefined {
    return this.peek() === tag ? this.enter(tag) : undefined;
  }

  /** Reads one whole document: opens the outermost value and refuses bytes behind it. */
  static document(bytes: Uint8Array, tag: number = DER.sequence): DerReader {
    const outer = new DerReader(bytes);
    const inner = outer.enter(tag);
    outer.finish();
    return inner;
  }

  /** Refuses trailing values. */
  finish(): void {
    if (!this.atEnd) throw new BytesError('bytes/der', 'trailing data', this.#offset);
  }

  /** Content octets, not copied. */
  content(element: DerElement): Uint8Array {
    return this.bytes.subarray(element.contentStart, element.end);
  }

  /** Identifier, length and content octets, not copied. */
  encoded(element: DerElement): Uint8Array {
    return this.bytes.subarray(element.start, element.end);
  }

  boolean(): boolean {
    return readBoolean(this.content(this.next(DER.boolean)));
  }

  integer(tag: number = DER.integer): bigint {
    return readInteger(this.content(this.next(tag)));
  }

  /** An INTEGER or ENUMERATED that must fit 0…2^31-1. */
  smallInteger(tag: number = DER.integer): number {
    const value = this.integer(tag);
    if (value < 0n || value > 0x7fffffffn)
      throw new BytesError('bytes/der', 'integer out of range', this.#offset);
    return Number(value);
  }

  oid(tag: number = DER.oid): string {
    return readOid(this.content(this.next(tag)));
  }

  octetString(tag: number = DER.octetString): Uint8Array {
    return this.content(this.next(tag));
  }

  bitString(tag: number = DER.bitString): BitString {
    return readBitString(this.content(this.next(tag)));
  }

  null(): void {
    if (this.content(this.next(DER.null)).length !== 0)
      throw new BytesError('bytes/der', 'NULL with content');
  }

  /** UTCTime or GeneralizedTime in the form RFC 5280 allows, as milliseconds since 1970. */
  time(): number {
    const element = this.next();
    return readTime(element.tag, this.content(element));
  }

  #contentEnd = 0;

  /** Reads the length octets at `at`, remembers where the content ends and returns where it starts. */
  #readLength(at: number): number {
    if (at >= this.#end) throw new BytesError('bytes/der', 'length missing', at);
    const first = this.bytes[at] as number;
    let contentStart = at + 1;
    let length = first;
    if (first > 0x80) {
      const octets = first & 0x7f;
      if (octets > 4) throw new BytesError('bytes/der', 'length of more than four octets', at);
      contentStart += octets;
      if (contentStart > this.#end) throw new BytesError('bytes/der', 'length cut off', at);
      length = 0;
      for (let i = at + 1; i < contentStart; i++) length = length * 256 + (this.bytes[i] as number);
      const shortest =
        length > 0xff_ffff ? 4 : length > 0xffff ? 3 : length > 0xff ? 2 : length > 0x7f ? 1 : 0;
      if (octets !== shortest) throw new BytesError('bytes/der', 'length not in its shortest form', at);
    } else if (first === 0x80) {
      throw new BytesError('bytes/der', 'indefinite length', at);
    }
    const end = contentStart + length;
    if (end > this.#end) throw new BytesError('bytes/der', 'value longer than its container', at);
    this.#contentEnd = end;
    return contentStart;
  }
}

function hex(tag: number): string {
  return `0x${tag.toString(16).padStart(2, '0')}`;
}
