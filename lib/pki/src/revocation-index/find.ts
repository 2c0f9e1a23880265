import { bucketIn, firstSuffixWord, type Section, secondSuffixWord, tailOctets } from './section.ts';

/** Signed numbers compare like unsigned ones once their first bit is turned. */
const SIGN = -0x8000_0000;

/** Whole numbers that one look-up keeps from step to step. */
export const AIM = 6;

/** Buckets of more rows are halved until they are found; serial numbers spread as they should give ten or so. */
const NEAR = 64;

/** Looks serial numbers of one length up in a body. Makes no object and allocates nothing. */
export class SectionFinder {
  readonly #body: DataView;
  readonly #bytes: Uint8Array;
  readonly #octets: number;
  readonly #firstRow: number;
  readonly #shift: number;
  readonly #baseHigh: number;
  readonly #baseLow: number;
  readonly #buckets: number;
  readonly #directory: number;
  readonly #suffixes: number;
  readonly #tails: number;
  readonly #tailOctets: number;
  readonly #firstMask: number;
  readonly #secondMask: number;

  constructor(body: DataView, section: Section) {
    this.#body = body;
    this.#bytes = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    this.#octets = section.octets;
    this.#firstRow = section.firstRow;
    this.#shift = section.shift;
    this.#baseHigh = section.baseHigh;
    this.#baseLow = section.baseLow;
    this.#buckets = section.buckets;
    this.#directory = section.directory;
    this.#suffixes = section.suffixes;
    this.#tails = section.tails;
    this.#tailOctets = tailOctets(section.octets);
    this.#firstMask = firstSuffixWord(-1, -1, section.shift);
    this.#secondMask = secondSuffixWord(-1, section.shift);
  }

  /**
   * First of three steps: says where the serial number that begins at `start` of `bytes`, and has this section's length,
   * would stand. Three steps, so that many look-ups can wait for the memory together.
   */
  aim(bytes: Uint8Array, start: number, aims: Int32Array, at: number): void {
    const octets = this.#octets;
    let high = 0;
    let low = 0;
    if (octets >= 8) {
      high = wordAt(bytes, start);
      low = wordAt(bytes, start + 4);
    } else {
      for (let i = 0; i < octets; i += 1) {
        high = (high << 8) | (low >>> 24);
        low = (low << 8) | (bytes[start + i] as number);
      }
    }
    const lower = (low - this.#baseLow) | 0;
    const upper = (high >>> 0) - (low >>> 0 < this.#baseLow ? 1 : 0) - this.#baseHigh;
    const bucket = upper < 0 ? -1 : bucketIn(upper | 0, lower, this.#shift);
    aims[at] = bucket < this.#buckets ? bucket : -1;
    aims[at + 1] = firstSuffixWord(upper | 0, lower, this.#shift) ^ SIGN;
    aims[at + 2] = secondSuffixWord(lower, this.#shift) ^ SIGN;
  }

  /** Second step: the rows of the bucket. Reads where the third step will begin, so that it finds that at hand. */
  open(aims: Int32Array, at: number): number {
    const bucket = aims[at] as number;
    if (bucket < 0) return 0;
    const entry = this.#directory + 4 * bucket;
    const from = this.#body.getInt32(entry);
    const end = this.#body.getInt32(entry + 4);
    // Where it would stand if the rows of the bucket were spread evenly: mostly there, or a row beside it.
    const guess = from + Math.floor((((aims[at + 1] as number) ^ SIGN) >>> 0) * ((end - from) / 2 ** 32));
    aims[at + 3] = from;
    aims[at + 4] = end;
    aims[at + 5] = guess;
    return this.#bytes[this.#suffixes + (guess >>> 3) * this.#shift] as number;
  }

  /** Third step: the row among all rows, or -1. */
  search(aims: Int32Array, at: number, bytes: Uint8Array, start: number): number {
    if ((aims[at] as number) < 0) return -1;
    const first = aims[at + 1] as number;
    const second = aims[at + 2] as number;
    let from = aims[at + 3] as number;
    const end = aims[at + 4] as number;
    if (this.#tailOctets === 0 && end - from <= NEAR) {
      return this.#searchFrom(aims[at + 5] as number, from, end, first, second);
    }
    let to = end;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#order(middle, first, second) < 0) from = middle + 1;
      else to = middle;
    }
    if (from >= end || this.#order(from, first, second) !== 0) return -1;
    return this.#tailOctets === 0
      ? this.#firstRow + from
      : this.#searchTails(from, end, aims, at, bytes, start);
  }

  /** Goes from a guess to where the row must be: a step or two, where halving takes four whose ways no processor foresees. */
  #searchFrom(guess: number, from: number, end: number, first: number, second: number): number {
    if (from === end) return -1;
    let row = guess;
    let order = this.#order(row, first, second);
    while (order < 0) {
      row += 1;
      if (row === end) return -1;
      order = this.#order(row, first, second);
      if (order > 0) return -1;
    }
    while (order > 0) {
      if (row === from) return -1;
      row -= 1;
      order = this.#order(row, first, second);
    }
    return order === 0 ? this.#firstRow + row : -1;
  }

  /** Of the rows from `first` on that agree in their first eight octets, the one that agrees in the others too. */
  #searchTails(
    first: number,
    end: number,
    aims: Int32Array,
    at: number,
    bytes: Uint8Array,
    start: number,
  ): number {
    let from = first;
    let to = end;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const beyond = this.#order(middle, aims[at + 1] as number, aims[at + 2] as number) !== 0;
      const order = beyond ? 1 : this.#compareTail(middle, bytes, start);
      if (order === 0) return this.#firstRow + middle;
      if (order < 0) from = middle + 1;
      else to = middle;
    }
    return -1;
  }

  /** How a row's suffix compares with the one looked for, whose words have their sign turned. */
  #order(row: number, first: number, second: number): number {
    const within = (row & 7) * this.#shift;
    const at = this.#suffixes + (row >>> 3) * this.#shift + (within >>> 3);
    const skip = within & 7;
    const next = this.#body.getInt32(at + 4);
    const own =
      (((this.#body.getInt32(at) << skip) | ((next >>> 1) >>> (31 - skip))) & this.#firstMask) ^ SIGN;
    if (own !== first) return own < first ? -1 : 1;
    const rest = ((next << skip) & this.#secondMask) ^ SIGN;
    return rest === second ? 0 : rest < second ? -1 : 1;
  }

  #compareTail(row: number, bytes: Uint8Array, start: number): number {
    const width = this.#tailOctets;
    const at = this.#tails + row * width;
    for (let i = 0; i < width; i += 1) {
      const order = (this.#bytes[at + i] as number) - (bytes[start + 8 + i] as number);
      if (order !== 0) return order;
    }
    return 0;
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)
  );
}
