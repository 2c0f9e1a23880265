/** Words that the first eight octets of a serial number take, which the layout of the index cuts. */
const FIRST = 2;

/**
 * Words of a serial number. Up to eight octets it stands at the right end of two words, zeros in front; longer ones begin at the
 * left of the first word, zeros behind: so that the first two words are always the ones that the layout asks for.
 */
export function wordsOf(octets: number): number {
  return Math.max(FIRST, Math.ceil(octets / 4));
}

/** Signed numbers compare like unsigned ones once their first bit is turned. */
export const SIGN = -0x8000_0000;

/**
 * The entries of one length of serial number, row by row in one array of words: an object for each of ten million
 * entries would take gigabytes, and a row beside its neighbours is moved by one access to the memory where columns take one
 * for each. Grows by doubling. A row is the serial number, the date (`calendar.ts`), the reason's code.
 */
export class Rows {
  readonly octets: number;
  readonly words: number;
  /** Words of a row. */
  readonly stride: number;
  data: Int32Array;
  count = 0;
  readonly #expected: number;

  /** `expected` is where growing makes a halt, so that a list of the usual kind takes no more than it needs. */
  constructor(octets: number, capacity: number, expected = capacity) {
    this.#expected = expected;
    this.octets = octets;
    this.words = wordsOf(octets);
    this.stride = this.words + 2;
    this.data = new Int32Array(capacity * this.stride);
  }

  /** Rows that there is room for. */
  get capacity(): number {
    return Math.floor(this.data.length / this.stride);
  }

  /** Adds the serial number in `bytes[start…]` (this length, first octet not zero). */
  add(bytes: Uint8Array, start: number, date: number, reason: number): void {
    if (this.count === this.capacity) this.#grow();
    const { octets, words, data } = this;
    const at = this.count * this.stride;
    const shift = octets < 4 * FIRST ? 4 * FIRST - octets : 0;
    data.fill(0, at, at + words);
    for (let i = 0; i < octets; i += 1) {
      const place = i + shift;
      const word = at + (place >>> 2);
      data[word] = (data[word] as number) | ((bytes[start + i] as number) << (24 - 8 * (place & 3)));
    }
    data[at + words] = date;
    data[at + words + 1] = reason;
    this.count += 1;
  }

  date(row: number): number {
    return this.data[row * this.stride + this.words] as number;
  }

  reason(row: number): number {
    return this.data[row * this.stride + this.words + 1] as number;
  }

  /** One octet of the serial number behind its first eight. */
  tailOctet(row: number, at: number): number {
    const word = this.data[row * this.stride + FIRST + (at >>> 2)] as number;
    return (word >>> (24 - 8 * (at & 3))) & 0xff;
  }

  #grow(): void {
    const { capacity } = this;
    const doubled = Math.max(2 * capacity, 1);
    const rows = capacity < this.#expected ? Math.min(doubled, this.#expected) : doubled;
    const grown = new Int32Array(rows * this.stride);
    grown.set(this.data);
    this.data = grown;
  }
}

/** How the serial numbers compare that begin at the words `at` and `other`: below 0, 0 or above 0, as sorting wants it. */
export function compareSerials(
  data: Int32Array,
  at: number,
  others: Int32Array,
  other: number,
  words: number,
): number {
  for (let word = 0; word < words; word += 1) {
    const own = data[at + word] as number;
    const its = others[other + word] as number;
    if (own !== its) return (own ^ SIGN) < (its ^ SIGN) ? -1 : 1;
  }
  return 0;
}
