import { type Entry, entryAt, entryInStream, FREE, isInFile } from './entry.ts';
import { crossed, malformed, tooMuch } from './fault.ts';
import { type Allowance, unfold } from './filter.ts';
import { PdfLexer } from './lexer.ts';
import { PdfParser, readIndirectObject } from './parser.ts';
import { asArray, asInteger } from './shape.ts';
import { isStream, type PdfDictionary } from './value.ts';

/** A cross-reference section: a table with its trailer, or a stream that is both. */
export interface Section {
  readonly kind: 'table' | 'stream';
  readonly start: number;
  /** One past the trailer dictionary or "endobj". */
  readonly end: number;
  readonly entries: Map<number, Entry>;
  readonly trailer: PdfDictionary;
  /** Of a stream: its own object number. */
  readonly own?: number;
}

/** What the reading of a file may still use. */
export interface ReadBudget {
  entries: number;
  readonly unfolding: Allowance;
}

/** ISO 32000-2 7.5.4 and 7.5.8. `pki/pdf-xref` for entries that cannot be. */
export function readSection(bytes: Uint8Array, start: number, budget: ReadBudget): Section {
  if (start <= 0 || start >= bytes.length) throw crossed('cross-reference section outside the file');
  const lexer = new PdfLexer(bytes, start);
  const section = lexer.takes('xref') ? readTable(lexer, start, budget) : readStream(bytes, start, budget);
  const size = asInteger(section.trailer.get('Size'));
  if (size === undefined) throw crossed('trailer without a size');
  // Some readers forget entries beyond the size and others do not.
  for (const [number, entry] of section.entries) {
    if (number >= size) throw crossed('entry beyond the size in the trailer');
    if (number === 0 && entry !== FREE) throw crossed('object number 0 in use');
  }
  return section;
}

function readTable(lexer: PdfLexer, start: number, budget: ReadBudget): Section {
  const entries = new Map<number, Entry>();
  lexer.skip();
  while (!lexer.takes('trailer')) {
    const first = lexer.integer();
    lexer.skip();
    const count = lexer.integer();
    if (lexer.peek() === 0x20) lexer.offset += 1;
    if (lexer.peek() === 0x0d && lexer.peek(1) !== 0x0a) lexer.offset += 1;
    else lexer.endOfLine();
    if (lexer.offset + count * 20 > lexer.end) throw crossed('subsection longer than the file');
    spend(budget, count);
    for (let i = 0; i < count; i++) add(entries, first + i, readRow(lexer));
    lexer.skip();
  }
  lexer.skip();
  const trailer = new PdfParser(lexer).dictionary();
  return { kind: 'table', start, end: lexer.offset, entries, trailer };
}

/** Exactly twenty octets: ten digits, five digits, a letter, and an end of line of two octets. */
function readRow(lexer: PdfLexer): Entry {
  const row = lexer.offset;
  const offset = digits(lexer.bytes, row, 10);
  const generation = digits(lexer.bytes, row + 11, 5);
  const kind = lexer.peek(17);
  const ending = ((lexer.peek(18) ?? 0) << 8) | (lexer.peek(19) ?? 0);
  if (lexer.peek(10) !== 0x20 || lexer.peek(16) !== 0x20) throw crossed('entry malformed');
  if (ending !== 0x200d && ending !== 0x200a && ending !== 0x0d0a) throw crossed('entry malformed');
  if (kind !== 0x6e && kind !== 0x66) throw crossed('entry of an unknown kind');
  lexer.offset = row + 20;
  return kind === 0x66 ? FREE : entryAt(offset, generation);
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (!(digit >= 0 && digit <= 9)) throw crossed('entry malformed');
    value = value * 10 + digit;
  }
  return value;
}

function readStream(bytes: Uint8Array, start: number, budget: ReadBudget): Section {
  const object = readIndirectObject(bytes, start, bytes.length, () => undefined);
  if (!isStream(object.value) || object.value.dictionary.get('Type') !== 'XRef') {
    throw crossed('no cross-reference section where one should be');
  }
  const { dictionary } = object.value;
  const data = unfold(object.value, budget.unfolding);
  const entries = readRows(data, dictionary, budget);
  const own = entries.get(object.number);
  if (own !== undefined && own !== entryAt(start, object.generation)) {
    throw crossed('cross-reference stream that names another place for itself');
  }
  return { kind: 'stream', start, end: object.end, entries, trailer: dictionary, own: object.number };
}

function readRows(data: Uint8Array, dictionary: PdfDictionary, budget: ReadBudget): Map<number, Entry> {
  const widths = (asArray(dictionary.get('W')) ?? []).map(asInteger);
  const [a, b, c] = widths;
  if (a === undefined || b === undefined || c === undefined || widths.length !== 3) {
    throw crossed('cross-reference stream without widths');
  }
  const width = a + b + c;
  if (a > 1 || b < 1 || b > 6 || c > 6) throw crossed('cross-reference stream of unexpected widths');
  const index = (asArray(dictionary.get('Index')) ?? [0, dictionary.get('Size') ?? null]).map(asInteger);
  const entries = new Map<number, Entry>();
  let at = 0;
  for (let i = 0; i < index.length; i += 2) {
    const [first, count] = [index[i], index[i + 1]];
    if (first === undefined || count === undefined)
      throw crossed('cross-reference stream with a broken index');
    if (at + count * width > data.length) throw crossed('cross-reference stream too short');
    spend(budget, count);
    for (let k = 0; k < count; k++, at += width) add(entries, first + k, readPacked(data, at, [a, b, c]));
  }
  if (at !== data.length) throw crossed('cross-reference stream too long');
  return entries;
}

function readPacked(data: Uint8Array, at: number, [a, b, c]: readonly [number, number, number]): Entry {
  const kind = a === 0 ? 1 : field(data, at, a);
  const second = field(data, at + a, b);
  const third = field(data, at + a + b, c);
  if (kind === 0) return FREE;
  if (second > 0xffff_ffff) throw crossed('entry outside any file');
  if (kind === 1) return entryAt(second, third);
  if (kind === 2) return entryInStream(second, third);
  throw crossed('entry of an unknown kind');
}

function field(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + (data[at + i] as number);
  return value;
}

function add(entries: Map<number, Entry>, number: number, entry: Entry): void {
  // Which of two entries counts is for every reader to choose.
  if (entries.has(number)) throw crossed('object named twice in one section');
  entries.set(number, entry);
}

function spend(budget: ReadBudget, count: number): void {
  budget.entries -= count;
  if (budget.entries < 0) throw tooMuch('more objects than the file can hold');
}

/**
 * A hybrid section (7.5.8.4): what the table has in use counts before the stream that its trailer names, and the stream
 * before what is free in the table.
 */
export function addHybrid(section: Section, hidden: Section): void {
  if (hidden.kind !== 'stream') throw malformed('XRefStm that names no stream');
  for (const [number, entry] of hidden.entries) {
    if (!isInFile(section.entries.get(number) ?? FREE)) section.entries.set(number, entry);
  }
}
