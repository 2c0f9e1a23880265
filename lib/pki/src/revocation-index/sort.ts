import { PkiError } from '../error.ts';
import { Columns } from './columns.ts';

/** Below this, an insertion sort is quicker than counting 256 digits. */
const FEW = 32;

/**
 * Sorts the entries by serial number; one that stands twice is refused (`pki/crl`). A radix sort from the most significant
 * octet on: its time depends on the count and the length alone. Takes as much memory again as the columns, and
 * four octets an entry; what was handed in is scratch afterwards.
 */
export function sorted(columns: Columns): Columns {
  const target = new Columns(columns.octets, Math.max(columns.count, 1));
  target.count = columns.count;
  new Sorter(columns, target).all();
  requireNoDoubles(target);
  return target;
}

/** The columns, and the room that all its steps share: nothing is allocated for one of a million small ranges. */
class Sorter {
  readonly #source: Columns;
  readonly #target: Columns;
  readonly #octets: number;
  readonly #places: Uint32Array;
  readonly #next = new Uint32Array(257);
  /** Rows in the largest group of the last scatter. */
  #largest = 0;
  readonly #starts: readonly Uint32Array[];

  constructor(source: Columns, target: Columns) {
    this.#source = source;
    this.#target = target;
    this.#octets = 4 * source.words.length;
    this.#places = new Uint32Array(source.count);
    this.#starts = Array.from({ length: this.#octets }, () => new Uint32Array(257));
  }

  all(): void {
    this.#range(this.#source, this.#target, 0, this.#source.count, this.#octets - this.#source.octets);
  }

  /** Sorts rows that lie in `here` and agree in all octets before `octet`; they end in the target, whichever side that is. */
  #range(here: Columns, there: Columns, from: number, to: number, octet: number): void {
    if (to - from <= FEW) {
      if (to - from > 1) insertionSort(here, there, from, to);
      if (here !== this.#target) copyRows(here, there, from, to);
      return;
    }
    let at = octet;
    while (at < this.#octets && isConstant(here, at, from, to)) at += 1;
    if (at === this.#octets) {
      if (here !== this.#target) copyRows(here, there, from, to);
      return;
    }
    const starts = this.#scatter(here, there, from, to, at);
    if (this.#largest <= FEW) {
      // No row is far from its place any more: one walk over all groups is cheaper than one for each.
      insertionSort(there, here, from, to);
      if (there !== this.#target) copyRows(there, here, from, to);
      return;
    }
    for (let digit = 0; digit < 256; digit += 1) {
      const start = starts[digit] as number;
      const end = starts[digit + 1] as number;
      if (start < end) this.#range(there, here, start, end, at + 1);
    }
  }

  /** Moves the rows from one side to the other, grouped by one octet, and says where each group begins. */
  #scatter(source: Columns, target: Columns, from: number, to: number, octet: number): Uint32Array {
    const digits = source.words[octet >>> 2] as Uint32Array;
    const shift = 24 - 8 * (octet & 3);
    const next = this.#next;
    next.fill(0);
    for (let row = from; row < to; row += 1) {
      const after = (((digits[row] as number) >>> shift) & 0xff) + 1;
      next[after] = (next[after] as number) + 1;
    }
    next[0] = from;
    this.#largest = 0;
    for (let i = 1; i <= 256; i += 1) {
      const count = next[i] as number;
      if (count > this.#largest) this.#largest = count;
      next[i] = count + (next[i - 1] as number);
    }
    const starts = this.#starts[octet] as Uint32Array;
    starts.set(next);
    const places = this.#places;
    for (let row = from; row < to; row += 1) {
      const digit = ((digits[row] as number) >>> shift) & 0xff;
      const place = next[digit] as number;
      places[row] = place;
      next[digit] = place + 1;
    }
    // Column by column: a processor follows 256 streams of writes well, not a thousand.
    for (let word = 0; word < source.words.length; word += 1) {
      moveWords(source.words[word] as Uint32Array, target.words[word] as Uint32Array, places, from, to);
    }
    moveWords(source.dates, target.dates, places, from, to);
    moveOctets(source.reasons, target.reasons, places, from, to);
    return starts;
  }
}

/** Twice the same, because one function for both kinds of array would be half as quick for each. */
function moveWords(source: Uint32Array, target: Uint32Array, places: Uint32Array, from: number, to: number) {
  for (let row = from; row < to; row += 1) target[places[row] as number] = source[row] as number;
}

function moveOctets(source: Uint8Array, target: Uint8Array, places: Uint32Array, from: number, to: number) {
  for (let row = from; row < to; row += 1) target[places[row] as number] = source[row] as number;
}

function copyRows(source: Columns, target: Columns, from: number, to: number): void {
  for (let row = from; row < to; row += 1) target.copy(row, source, row);
}

function isConstant(columns: Columns, octet: number, from: number, to: number): boolean {
  const digits = columns.words[octet >>> 2] as Uint32Array;
  const mask = 0xff << (24 - 8 * (octet & 3));
  const first = (digits[from] as number) & mask;
  for (let row = from + 1; row < to; row += 1) if (((digits[row] as number) & mask) !== first) return false;
  return true;
}

/** `scratch` holds the row that is under way, at `from`. */
function insertionSort(columns: Columns, scratch: Columns, from: number, to: number): void {
  const highs = columns.words[0] as Uint32Array;
  for (let row = from + 1; row < to; row += 1) {
    const [before, here] = [highs[row - 1] as number, highs[row] as number];
    if (before < here || (before === here && columns.compare(row - 1, row) <= 0)) continue;
    scratch.copy(from, columns, row);
    let at = row;
    do {
      columns.copy(at, columns, at - 1);
      at -= 1;
    } while (at > from && isBefore(scratch, from, columns, at - 1));
    columns.copy(at, scratch, from);
  }
}

function isBefore(a: Columns, rowOfA: number, b: Columns, rowOfB: number): boolean {
  for (let word = 0; word < a.words.length; word += 1) {
    const x = (a.words[word] as Uint32Array)[rowOfA] as number;
    const y = (b.words[word] as Uint32Array)[rowOfB] as number;
    if (x !== y) return x < y;
  }
  return false;
}

/** No list says twice about one certificate what became of it: then neither word counts (`pki/crl`). */
function requireNoDoubles(columns: Columns): void {
  const lows = columns.words.at(-1) as Uint32Array;
  for (let row = 1; row < columns.count; row += 1) {
    if (lows[row] === lows[row - 1] && columns.compare(row - 1, row) === 0) {
      throw new PkiError('pki/crl', 'serial number listed twice');
    }
  }
}
