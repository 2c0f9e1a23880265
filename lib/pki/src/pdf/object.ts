import { type Entry, FREE, indexOf, isInFile, isInStream, placeOf } from './entry.ts';
import { crossed, malformed, tooMuch } from './fault.ts';
import { type Allowance, unfold } from './filter.ts';
import { PdfLexer } from './lexer.ts';
import { PDF_LIMITS } from './limits.ts';
import { PdfParser, readIndirectObject } from './parser.ts';
import type { History } from './revision.ts';
import { asInteger } from './shape.ts';
import { isStream, type PdfReference, type PdfStream, type PdfValue } from './value.ts';
import { type Version, versionAt } from './version.ts';

/** An object with the place that says it. */
export interface StoredObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** Where in the file; undefined inside an object stream, whose positions are not the file's. */
  readonly place?: { readonly start: number; readonly end: number };
}

interface Parsed {
  readonly object: StoredObject;
  /** How many values it consists of. */
  readonly values: number;
}

interface Container {
  readonly data: Uint8Array;
  /** Pairs of object number and offset in `data`. */
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

/** Reads objects by what a revision says of them, remembers some, and counts what the reading costs. */
export class ObjectReader {
  readonly #bytes: Uint8Array;
  readonly #history: History;
  readonly #unfolding: Allowance;
  readonly #remembered: Version[] = [];
  readonly #containers = new Map<number, Container>();
  #room: number = PDF_LIMITS.remembered;
  #left: number;

  constructor(bytes: Uint8Array, history: History, unfolding: Allowance) {
    this.#bytes = bytes;
    this.#history = history;
    this.#unfolding = unfolding;
    this.#left = PDF_LIMITS.parsed + PDF_LIMITS.parsedPerOctet * bytes.length;
  }

  read(number: number, version: Version): StoredObject {
    return version.object ?? this.#readAnew(number, version);
  }

  #readAnew(number: number, version: Version): StoredObject {
    const { object, values } = isInFile(version.entry)
      ? this.#inFile(number, version)
      : this.#inStream(number, version.entry);
    this.#room -= values;
    if (this.#room < 0) {
      for (const one of this.#remembered) one.object = undefined;
      this.#remembered.length = 0;
      // Not less the new one's: an object larger than the room would be read again at each look at it.
      this.#room = PDF_LIMITS.remembered;
    }
    this.#remembered.push(version);
    version.object = object;
    return object;
  }

  #inFile(number: number, { entry, revision }: Version, container = false): Parsed {
    const limit = this.#history.revisions[revision]?.end ?? 0;
    const lengthOf = (length: PdfReference) => this.#length(length, revision, container);
    const read = readIndirectObject(this.#bytes, placeOf(entry), limit, lengthOf);
    if (read.number !== number || read.generation !== indexOf(entry)) {
      throw crossed('entry that leads to another object');
    }
    const { generation, value, values, start, end } = read;
    this.#spend(end - start - (isStream(value) ? value.data.length : 0));
    return { object: { number, generation, value, place: { start, end } }, values };
  }

  /**
   * As the revision that holds the stream says it; a later one cannot move the end of a stream that stands before it.
   * The length of an object stream stands in no object stream, or the two could wait for each other.
   */
  #length({ number }: PdfReference, revision: number, container: boolean): number | undefined {
    const entry = versionAt(this.#history.versions, number, revision)?.entry ?? FREE;
    if (isInStream(entry))
      return container ? undefined : asInteger(this.#inStream(number, entry).object.value);
    if (!isInFile(entry)) return undefined;
    const object = readIndirectObject(this.#bytes, placeOf(entry), this.#bytes.length, () => undefined);
    this.#spend(object.end - object.start);
    return object.number === number ? asInteger(object.value) : undefined;
  }

  #inStream(number: number, entry: Entry): Parsed {
    const container = this.#container(entry);
    const index = indexOf(entry);
    const offset = container.offsets[index];
    if (offset === undefined || container.numbers[index] !== number) {
      throw crossed('entry that leads to another object');
    }
    const end = container.offsets[index + 1] ?? container.data.length;
    const lexer = new PdfLexer(container.data, offset, end);
    const parser = new PdfParser(lexer);
    const value = parser.value();
    this.#spend(lexer.offset - offset);
    lexer.skip();
    if (lexer.peek() !== undefined) throw malformed('object stream with more than its objects');
    return { object: { number, generation: 0, value }, values: parser.values };
  }

  /** No revision redefines an object stream of another, so that the newest entry of its number is the one meant. */
  #container(entry: Entry): Container {
    const number = placeOf(entry);
    const known = this.#containers.get(number);
    if (known !== undefined) return known;
    const version = this.#history.versions.get(number);
    if (version === undefined || !isInFile(version.entry)) throw crossed('object stream missing');
    const { value } = this.#inFile(number, version, true).object;
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
