import { hexValue, isDelimiter, isDigit, isWhite } from './character.ts';
import { malformed, tooMuch } from './fault.ts';
import { PDF_LIMITS } from './limits.ts';
import { latin1 } from './shape.ts';
import type { PdfString } from './value.ts';

/** Reads tokens from left to right (ISO 32000-2 7.2 and 7.3). Every failure is `pki/pdf`. */
export class PdfLexer {
  readonly bytes: Uint8Array;
  offset: number;
  readonly end: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = Math.min(end, bytes.length);
  }

  /** The octet `ahead` places on, undefined behind the end. */
  peek(ahead = 0): number | undefined {
    const at = this.offset + ahead;
    return at < this.end ? this.bytes[at] : undefined;
  }

  /** Steps over white space and comments. */
  skip(): void {
    for (;;) {
      const octet = this.peek();
      if (octet === 0x25) this.#skipComment();
      else if (octet !== undefined && isWhite(octet)) this.offset += 1;
      else return;
    }
  }

  #skipComment(): void {
    while (this.offset < this.end && this.peek() !== 0x0a && this.peek() !== 0x0d) this.offset += 1;
  }

  /** Whether the token that starts here is exactly this word; steps over it if so. */
  takes(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.peek(i) !== word.charCodeAt(i)) return false;
    const after = this.peek(word.length);
    if (after !== undefined && !isWhite(after) && !isDelimiter(after)) return false;
    this.offset += word.length;
    return true;
  }

  expect(word: string): void {
    if (!this.takes(word)) throw malformed(`"${word}" missing`);
  }

  /** CR LF or LF, as behind the word "stream". */
  endOfLine(): void {
    if (this.peek() === 0x0d && this.peek(1) === 0x0a) this.offset += 2;
    else if (this.peek() === 0x0a) this.offset += 1;
    else throw malformed('end of line missing');
  }

  /** An unsigned decimal integer of at most ten digits. */
  integer(): number {
    let value = 0;
    const start = this.offset;
    while (isDigit(this.peek())) {
      value = value * 10 + ((this.peek() as number) - 0x30);
      this.offset += 1;
      if (this.offset - start > 10) throw malformed('integer too long');
    }
    if (this.offset === start) throw malformed('integer missing');
    const after = this.peek();
    if (after !== undefined && !isWhite(after) && !isDelimiter(after)) throw malformed('integer malformed');
    return value;
  }

  number(): number {
    const start = this.offset;
    let value = 0;
    while (isDigit(this.peek()) && this.offset - start < 10) {
      value = value * 10 + ((this.peek() as number) - 0x30);
      this.offset += 1;
    }
    const after = this.peek();
    // Most numbers are plain integers.
    if (this.offset > start && (after === undefined || isWhite(after) || isDelimiter(after))) return value;
    while (this.offset < this.end && !isWhite(this.peek()) && !isDelimiter(this.peek())) {
      this.offset += 1;
      if (this.offset - start > 64) throw malformed('number too long');
    }
    const text = latin1(this.bytes.subarray(start, this.offset));
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) throw malformed('unknown token');
    return Number(text);
  }

  /** A name without its solidus, one character for each octet. */
  name(): string {
    this.offset += 1;
    const start = this.offset;
    let text = '';
    for (let octet = this.peek(); octet !== undefined && !isWhite(octet) && !isDelimiter(octet); ) {
      text += String.fromCharCode(octet === 0x23 ? this.#escapedInName() : octet);
      this.offset += 1;
      if (this.offset - start > 512) throw malformed('name too long');
      octet = this.peek();
    }
    return text;
  }

  #escapedInName(): number {
    const octet = hexValue(this.peek(1)) * 16 + hexValue(this.peek(2));
    if (hexValue(this.peek(1)) < 0 || hexValue(this.peek(2)) < 0 || octet === 0) {
      throw malformed('name with a malformed escape');
    }
    this.offset += 2;
    return octet;
  }

  hexString(): PdfString {
    const start = this.offset;
    // Of a Buffer: many times as fast, and a signature's value is long.
    const { buffer, byteOffset, length } = this.bytes;
    const close = Buffer.from(buffer, byteOffset, length).indexOf(0x3e, start);
    if (close < 0 || close >= this.end) throw malformed('string without an end');
    this.offset = close + 1;
    const digits = this.bytes.subarray(start + 1, close);
    const plain = hexOctets(digits);
    const bytes = plain ?? spacedHexOctets(digits);
    return { kind: 'string', bytes, start, end: close + 1, hexadecimal: true, plain: plain !== undefined };
  }

  literalString(): PdfString {
    return this.#plainString() ?? this.#wholeString();
  }

  /** Without escapes and parentheses inside, as nearly all are: the octets as they stand. */
  #plainString(): PdfString | undefined {
    const start = this.offset;
    for (let at = start + 1; at < this.end && at - start <= PDF_LIMITS.string; at++) {
      const octet = this.bytes[at];
      if (octet === 0x5c || octet === 0x28) return undefined;
      if (octet !== 0x29) continue;
      this.offset = at + 1;
      return {
        kind: 'string',
        bytes: new Uint8Array(this.bytes.subarray(start + 1, at)),
        start,
        end: at + 1,
        hexadecimal: false,
        plain: false,
      };
    }
    return undefined;
  }

  #wholeString(): PdfString {
    const start = this.offset;
    const octets: number[] = [];
    let open = 0;
    do {
      const octet = this.peek();
      if (octet === undefined) throw malformed('string without an end');
      if (octets.length > PDF_LIMITS.string) throw tooMuch('string too long');
      this.offset += 1;
      if (octet === 0x5c) this.#escapeInString(octets);
      else {
        if (octet === 0x28) open += 1;
        if (octet === 0x29) open -= 1;
        octets.push(octet);
      }
    } while (open > 0);
    const bytes = Uint8Array.from(octets.slice(1, -1));
    return { kind: 'string', bytes, start, end: this.offset, hexadecimal: false, plain: false };
  }

  #escapeInString(octets: number[]): void {
    const octet = this.peek();
    if (octet === undefined) throw malformed('string without an end');
    if (octet >= 0x30 && octet <= 0x37) {
      let value = 0;
      for (let i = 0; i < 3 && (this.peek() ?? 0) >= 0x30 && (this.peek() ?? 0x38) <= 0x37; i++) {
        value = value * 8 + (this.peek() as number) - 0x30;
        this.offset += 1;
      }
      octets.push(value & 0xff);
      return;
    }
    this.offset += 1;
    if (octet === 0x0d && this.peek() === 0x0a) this.offset += 1;
    if (octet === 0x0d || octet === 0x0a) return;
    octets.push(ESCAPES.get(octet) ?? octet);
  }
}

/** What pairs of digits alone stand for; undefined if something else is among them. */
function hexOctets(digits: Uint8Array): Uint8Array | undefined {
  // The room that a signature leaves is zeros, thousands of them: compared, not decoded.
  const some = digits.subarray(0, digits.length - zerosAtEnd(digits));
  const octets = Buffer.from(latin1(some), 'hex');
  if (digits.length % 2 !== 0 || octets.length * 2 !== some.length) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  bytes.set(octets);
  return bytes;
}

/** How many digits at the end are zeros, by the block: never an odd number. */
function zerosAtEnd(digits: Uint8Array): number {
  const octets = Buffer.from(digits.buffer, digits.byteOffset, digits.length);
  let end = digits.length;
  while (end >= BLOCK && octets.compare(ZEROS, 0, BLOCK, end - BLOCK, end) === 0) end -= BLOCK;
  return digits.length - end;
}

const BLOCK = 512;
const ZEROS = new Uint8Array(BLOCK).fill(0x30);

/** With white space among the digits, and an odd one at the end. */
function spacedHexOctets(digits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array((digits.length + 1) >> 1);
  let count = 0;
  for (const octet of digits) {
    const value = hexValue(octet);
    if (value >= 0) {
      const index = count >> 1;
      bytes[index] = (bytes[index] as number) | (count % 2 === 0 ? value << 4 : value);
      count += 1;
    } else if (!isWhite(octet)) throw malformed('string that is not hexadecimal');
  }
  return bytes.subarray(0, (count + 1) >> 1);
}

/** ISO 32000-2 table 3. */
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);
