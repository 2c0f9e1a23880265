import { PkiError } from '../error.ts';
import { compareSerials, Rows, SIGN } from './rows.ts';

/** Below this, an insertion sort is quicker than counting. */
const FEW = 24;

/** Bits of one digit: more of them are more streams of writes than a processor follows well, fewer are more passes. */
const BITS_MAX = 8;

/**
 * Sorts the entries by serial number; one that stands twice is refused (`pki/crl`). A radix sort from the most significant
 * bit on that differs anywhere: its time depends on the count and the length alone. Takes as much memory again as the rows;
 * what was handed in is scratch afterwards.
 */
export function sorted(rows: Rows): Rows {
  const other = new Rows(rows.octets, rows.count);
  other.count = rows.count;
  const sorter = new Sorter(rows);
  sorter.range(rows.data, other.data, 0, rows.count, 0);
  requireNoDoubles(rows);
  return rows;
}

/** The room that all steps share: nothing is allocated for one of a million small ranges but where its groups begin. */
class Sorter {
  readonly #home: Int32Array;
  readonly #stride: number;
  readonly #words: number;
  readonly #next = new Int32Array((1 << BITS_MAX) + 1);
  readonly #row: Int32Array;

  constructor({ data, stride, words }: Rows) {
    this.#home = data;
    this.#stride = stride;
    this.#words = words;
    this.#row = new Int32Array(stride);
  }

  /** Sorts rows that lie in `here` and agree in all words before `word`; they end at home, whichever side that is. */
  range(here: Int32Array, there: Int32Array, from: number, to: number, word: number): void {
    let at = word;
    let differing = 0;
    if (to - from > FEW) {
      for (; at < this.#words; at += 1) {
        differing = differingBits(here, this.#stride, from, to, at);
        if (differing !== 0) break;
      }
    }
    if (differing === 0) {
      insertionSort(here, this.#stride, this.#words, from, to, this.#row);
      this.#bringHome(here, from, to);
      return;
    }
    const top = 32 - Math.clz32(differing);
    const bits = Math.min(BITS_MAX, top, 32 - Math.clz32(to - from));
    const largest = this.#scatter(here, there, { from, to, word: at, shift: top - bits, bits });
    if (largest <= FEW) {
      // No row is far from its place any more: one walk over all groups is cheaper than one for each.
      insertionSort(there, this.#stride, this.#words, from, to, this.#row);
      this.#bringHome(there, from, to);
      return;
    }
    // Behind a scatter `next` holds where each group ends.
    const ends = this.#next.slice(0, 1 << bits);
    let start = from;
    for (const end of ends) {
      if (end > start) this.range(there, here, start, end, at);
      start = end;
    }
  }

  /** Moves the rows from one side to the other, grouped by one digit; says how many rows the largest group has. */
  #scatter(here: Int32Array, there: Int32Array, digit: Digit): number {
    const { from, to, word, shift, bits } = digit;
    const stride = this.#stride;
    const next = this.#next;
    const mask = (1 << bits) - 1;
    next.fill(0, 0, mask + 2);
    for (let at = from * stride + word; at < to * stride; at += stride) {
      const after = (((here[at] as number) >>> shift) & mask) + 1;
      next[after] = (next[after] as number) + 1;
    }
    let largest = 0;
    let sum = from;
    for (let i = 0; i <= mask; i += 1) {
      const count = next[i + 1] as number;
      next[i] = sum;
      sum += count;
      if (count > largest) largest = count;
    }
    if (stride === 4) moveFours(here, there, digit, next);
    else moveRows(here, there, digit, next, stride);
    return largest;
  }

  #bringHome(here: Int32Array, from: number, to: number): void {
    if (here === this.#home) return;
    this.#home.set(here.subarray(from * this.#stride, to * this.#stride), from * this.#stride);
  }
}

/** Bits of one word, in the rows of a range. */
interface Digit {
  readonly from: number;
  readonly to: number;
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
}

/** The bits of a word in which not all rows agree. */
function differingBits(rows: Int32Array, stride: number, from: number, to: number, word: number): number {
  const first = rows[from * stride + word] as number;
  let differing = 0;
  for (let at = from * stride + word; at < to * stride; at += stride)
    differing |= (rows[at] as number) ^ first;
  return differing;
}

/** Twice the same, because rows of four words are the usual ones. */
function moveFours(here: Int32Array, there: Int32Array, digit: Digit, next: Int32Array): void {
  const { from, to, word, shift, bits } = digit;
  const mask = (1 << bits) - 1;
  for (let at = 4 * from; at < 4 * to; at += 4) {
    const group = ((here[at + word] as number) >>> shift) & mask;
    const place = next[group] as number;
    next[group] = place + 1;
    const target = 4 * place;
    there[target] = here[at] as number;
    there[target + 1] = here[at + 1] as number;
    there[target + 2] = here[at + 2] as number;
    there[target + 3] = here[at + 3] as number;
  }
}

function moveRows(here: Int32Array, there: Int32Array, digit: Digit, next: Int32Array, stride: number): void {
  const { from, to, word, shift, bits } = digit;
  const mask = (1 << bits) - 1;
  for (let at = stride * from; at < stride * to; at += stride) {
    const group = ((here[at + word] as number) >>> shift) & mask;
    const place = next[group] as number;
    next[group] = place + 1;
    const target = stride * place;
    for (let i = 0; i < stride; i += 1) there[target + i] = here[at + i] as number;
  }
}

/** `row` holds the one that is under way. */
function insertionSort(
  rows: Int32Array,
  stride: number,
  words: number,
  from: number,
  to: number,
  row: Int32Array,
): void {
  const start = from * stride;
  for (let here = start + stride; here < to * stride; here += stride) {
    // Nearly all differ in their first word.
    const [before, own] = [(rows[here - stride] as number) ^ SIGN, (rows[here] as number) ^ SIGN];
    if (before < own || (before === own && compareSerials(rows, here - stride, rows, here, words) <= 0))
      continue;
    for (let i = 0; i < stride; i += 1) row[i] = rows[here + i] as number;
    let at = here;
    do {
      for (let i = 0; i < stride; i += 1) rows[at + i] = rows[at + i - stride] as number;
      at -= stride;
    } while (at > start && compareSerials(rows, at - stride, row, 0, words) > 0);
    for (let i = 0; i < stride; i += 1) rows[at + i] = row[i] as number;
  }
}

/** No list says twice about one certificate what became of it: then neither word counts (`pki/crl`). */
function requireNoDoubles({ data, stride, words, count }: Rows): void {
  for (let at = stride; at < count * stride; at += stride) {
    if (data[at + 1] !== data[at + 1 - stride]) continue;
    if (compareSerials(data, at - stride, data, at, words) === 0) {
      throw new PkiError('pki/crl', 'serial number listed twice');
    }
  }
}
