import { type Entry, FREE, indexOf, isInFile, isInStream, placeOf } from './entry.ts';
import { crossed, malformed, tooMuch } from './fault.ts';
import { type Allowance, unfold } from './filter.ts';
import { PdfLexer } from './lexer.ts';
import { PDF_LIMITS } from './limits.ts';
import { PdfParser, readIndirectObject } from './parser.ts';
import type { Revision } from './revision.ts';
import { asInteger } from './shape.ts';
import { isStream, type PdfReference, type PdfStream, type PdfValue } from './value.ts';

/** An object with the place that says it. */
export interface StoredObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** Where in the file; undefined inside an object stream, whose positions are not the file's. */
  readonly place?: { readonly start: number; readonly end: number };
}

interface Container {
  readonly data: Uint8Array;
  /** Pairs of object number and offset in `data`. */
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

const CACHE_MAX = 4096;

/** Reads objects by their entries, remembers a few thousand, and counts what the reading costs. */
export class ObjectReader {
  readonly #bytes: Uint8Array;
  readonly #revisions: readonly Revision[];
  readonly #unfolding: Allowance;
  readonly #objects = new Map<number, Map<Entry, StoredObject>>();
  readonly #containers = new Map<number, Container>();
  #cached = 0;
  #left: number;

  constructor(bytes: Uint8Array, revisions: readonly Revision[], unfolding: Allowance) {
    this.#bytes = bytes;
    this.#revisions = revisions;
    this.#unfolding = unfolding;
    this.#left = PDF_LIMITS.parsed + PDF_LIMITS.parsedPerOctet * bytes.length;
  }

  read(number: number, entry: Entry): StoredObject {
    const known = this.#objects.get(number)?.get(entry);
    if (known !== undefined) return known;
    const object = isInFile(entry) ? this.#inFile(number, entry) : this.#inStream(number, entry);
    if (this.#cached++ > CACHE_MAX) {
      this.#objects.clear();
      this.#cached = 0;
    }
    const entries = this.#objects.get(number) ?? new Map();
    this.#objects.set(number, entries.set(entry, object));
    return object;
  }

  #inFile(number: number, entry: Entry, container = false): StoredObject {
    const offset = placeOf(entry);
    const at = this.#revisions.findIndex(({ end }) => offset < end);
    const limit = this.#revisions[at]?.end ?? 0;
    const lengthOf = (length: PdfReference) => this.#length(length, at, container);
    const object = readIndirectObject(this.#bytes, offset, limit, lengthOf);
    if (object.number !== number || object.generation !== indexOf(entry)) {
      throw crossed('entry that leads to another object');
    }
    const { generation, value, start, end } = object;
    this.#spend(end - start - (isStream(value) ? value.data.length : 0));
    return { number, generation, value, place: { start, end } };
  }

  /**
   * As the revision that holds the stream says it; a later one cannot move the end of a stream that stands before it.
   * The length of an object stream stands in no object stream, or the two could wait for each other.
   */
  #length({ number }: PdfReference, at: number, container: boolean): number | undefined {
    for (let i = at; i >= 0; i--) {
      const entry = this.#revisions[i]?.entries.get(number);
      if (entry === undefined) continue;
      if (isInStream(entry)) return container ? undefined : asInteger(this.#inStream(number, entry).value);
      if (!isInFile(entry)) return undefined;
      const object = readIndirectObject(this.#bytes, placeOf(entry), this.#bytes.length, () => undefined);
      this.#spend(object.end - object.start);
      return object.number === number ? asInteger(object.value) : undefined;
    }
    return undefined;
  }

  #inStream(number: number, entry: Entry): StoredObject {
    const container = this.#container(entry);
    const index = indexOf(entry);
    const offset = container.offsets[index];
    if (offset === undefined || container.numbers[index] !== number) {
      throw crossed('entry that leads to another object');
    }
    const end = container.offsets[index + 1] ?? container.data.length;
    const lexer = new PdfLexer(container.data, offset, end);
    const value = new PdfParser(lexer).value();
    this.#spend(lexer.offset - offset);
    lexer.skip();
    if (lexer.peek() !== undefined) throw malformed('object stream with more than its objects');
    return { number, generation: 0, value };
  }

  /** No revision redefines an object stream of another, so that the newest entry of its number is the one meant. */
  #container(entry: Entry): Container {
    const number = placeOf(entry);
    const known = this.#containers.get(number);
    if (known !== undefined) return known;
    const revision = this.#revisions.findLast(({ entries }) => entries.has(number));
    const found = revision?.entries.get(number) ?? FREE;
    if (!isInFile(found)) throw crossed('object stream missing');
    const { value } = this.#inFile(number, found, true);
    if (!isStream(value) || value.dictionary.get('Type') !== 'ObjStm') throw crossed('object stream missing');
    const container = readContainer(value, this.#unfolding);
    this.#containers.set(number, container);
    return container;
  }

  #spend(octets: number): void {
    this.#left -= octets + 16;
    if (this.#left < 0) throw tooMuch('objects that overlap each other');
  }
}

/** ISO 32000-2 7.5.7: N pairs of number and offset, the objects from First on. */
function readContainer(stream: PdfStream, unfolding: Allowance): Container {
  const data = unfold(stream, unfolding);
  const count = asInteger(stream.dictionary.get('N'));
  const first = asInteger(stream.dictionary.get('First'));
  if (count === undefined || first === undefined || count > data.length || first > data.length) {
    throw malformed('object stream without its numbers');
  }
  const lexer = new PdfLexer(data, 0, first);
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < count; i++) {
    lexer.skip();
    numbers.push(lexer.integer());
    lexer.skip();
    offsets.push(first + lexer.integer());
  }
  if (offsets.some((offset, i) => offset < (offsets[i - 1] ?? first))) {
    throw malformed('object stream in disorder');
  }
  return { data, numbers, offsets };
}
