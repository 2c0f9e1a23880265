import { isDigit } from './character.ts';
import { malformed, tooMuch } from './fault.ts';
import { PdfLexer } from './lexer.ts';
import { PDF_LIMITS } from './limits.ts';
import { asInteger } from './shape.ts';
import {
  isReference,
  type PdfDictionary,
  type PdfReference,
  type PdfStream,
  type PdfValue,
} from './value.ts';

/** One object with where it stands. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** How many values it consists of. */
  readonly values: number;
  readonly start: number;
  /** One past "endobj". */
  readonly end: number;
}

/** What `/Length` refers to, where it is a reference. */
export type LengthOf = (reference: PdfReference) => number | undefined;

/** Builds the values of one object, bounded in depth and number. */
export class PdfParser {
  readonly lexer: PdfLexer;
  /** How many it has read. */
  values = 0;

  constructor(lexer: PdfLexer) {
    this.lexer = lexer;
  }

  value(depth = 0): PdfValue {
    if (depth > PDF_LIMITS.depth) throw tooMuch('object nested too deeply');
    if (++this.values > PDF_LIMITS.values) throw tooMuch('object of too many values');
    const { lexer } = this;
    lexer.skip();
    const octet = lexer.peek();
    switch (octet) {
      case undefined:
        throw malformed('value missing');
      case 0x2f:
        return lexer.name();
      case 0x28:
        return lexer.literalString();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return lexer.peek(1) === 0x3c ? this.dictionary(depth) : lexer.hexString();
    }
    if (isDigit(octet)) return this.#numberOrReference();
    if (lexer.takes('true')) return true;
    if (lexer.takes('false')) return false;
    if (lexer.takes('null')) return null;
    return lexer.number();
  }

  dictionary(depth = 0): PdfDictionary {
    const { lexer } = this;
    if (lexer.peek() !== 0x3c || lexer.peek(1) !== 0x3c) throw malformed('dictionary missing');
    lexer.offset += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      lexer.skip();
      if (lexer.peek() === 0x3e && lexer.peek(1) === 0x3e) break;
      if (lexer.peek() !== 0x2f) throw malformed('dictionary whose key is no name');
      const key = lexer.name();
      // Two readers that take different ones of the two see two documents.
      if (entries.has(key)) throw malformed('dictionary with a key twice');
      entries.set(key, this.value(depth + 1));
    }
    lexer.offset += 2;
    return entries;
  }

  #array(depth: number): readonly PdfValue[] {
    const { lexer } = this;
    lexer.offset += 1;
    const values: PdfValue[] = [];
    for (lexer.skip(); lexer.peek() !== 0x5d; lexer.skip()) values.push(this.value(depth + 1));
    lexer.offset += 1;
    return values;
  }

  #numberOrReference(): number | PdfReference {
    const { lexer } = this;
    const start = lexer.offset;
    const number = lexer.number();
    const after = lexer.offset;
    lexer.skip();
    if (!Number.isInteger(number) || !isDigit(lexer.peek())) return this.#back(after, number);
    const generation = lexer.number();
    lexer.skip();
    if (!lexer.takes('R')) return this.#back(after, number);
    if (!plainDigits(lexer.bytes, start, after) || generation > 65_535)
      throw malformed('reference malformed');
    return { kind: 'reference', number, generation };
  }

  #back(offset: number, number: number): number {
    this.lexer.offset = offset;
    return number;
  }
}

function plainDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isDigit(bytes[at])) return false;
  return true;
}

/** `N G obj … endobj`, which must start exactly at `start` and end before `limit`. */
export function readIndirectObject(
  bytes: Uint8Array,
  start: number,
  limit: number,
  lengthOf: LengthOf,
): IndirectObject {
  const lexer = new PdfLexer(bytes, start, limit);
  const number = lexer.integer();
  lexer.skip();
  const generation = lexer.integer();
  lexer.skip();
  lexer.expect('obj');
  const parser = new PdfParser(lexer);
  const plain = parser.value();
  lexer.skip();
  const value = plain instanceof Map && lexer.takes('stream') ? stream(lexer, plain, lengthOf) : plain;
  lexer.skip();
  lexer.expect('endobj');
  return { number, generation, value, values: parser.values, start, end: lexer.offset };
}

function stream(lexer: PdfLexer, dictionary: PdfDictionary, lengthOf: LengthOf): PdfStream {
  lexer.endOfLine();
  const given = dictionary.get('Length');
  const length = isReference(given) ? lengthOf(given) : asInteger(given);
  if (length === undefined || lexer.offset + length > lexer.end) throw malformed('stream of no known length');
  const data = lexer.bytes.subarray(lexer.offset, lexer.offset + length);
  lexer.offset += length;
  if (lexer.peek() === 0x0d) lexer.offset += 1;
  if (lexer.peek() === 0x0a) lexer.offset += 1;
  lexer.expect('endstream');
  return { kind: 'stream', dictionary, data };
}
