/** Whole words of a serial number, most significant first, filled up with zeros in front. */
export function wordsOf(octets: number): number {
  return Math.ceil(octets / 4);
}

/**
 * The entries of one length of serial number, as columns of typed arrays: an object for each of ten million
 * entries would take gigabytes. Grows by doubling; takes 5 octets an entry beside those of the serial number
 * rounded up to four.
 */
export class Columns {
  readonly octets: number;
  /** One for each word of the serial number, most significant first. */
  words: Uint32Array[];
  /** Seconds since 1950. */
  dates: Uint32Array;
  /** CRLReason codes. */
  reasons: Uint8Array;
  count = 0;

  constructor(octets: number, capacity: number) {
    this.octets = octets;
    this.words = Array.from({ length: wordsOf(octets) }, () => new Uint32Array(capacity));
    this.dates = new Uint32Array(capacity);
    this.reasons = new Uint8Array(capacity);
  }

  get capacity(): number {
    return this.dates.length;
  }

  /** Adds the serial number in `bytes[start…]` (this length, first octet not zero). */
  add(bytes: Uint8Array, start: number, date: number, reason: number): void {
    if (this.count === this.capacity) this.#grow();
    const row = this.count;
    const end = start + this.octets;
    let at = end;
    for (let word = this.words.length - 1; word >= 0; word -= 1, at -= 4) {
      let value = 0;
      for (let i = Math.max(at - 4, start); i < at; i += 1) value = (value << 8) | (bytes[i] as number);
      (this.words[word] as Uint32Array)[row] = value;
    }
    this.dates[row] = date;
    this.reasons[row] = reason;
    this.count = row + 1;
  }

  /** Adds a serial number of eight octets, given as two words: the length that authorities of today like best. */
  addTwoWords(high: number, low: number, date: number, reason: number): void {
    if (this.count === this.capacity) this.#grow();
    const row = this.count;
    (this.words[0] as Uint32Array)[row] = high;
    (this.words[1] as Uint32Array)[row] = low;
    this.dates[row] = date;
    this.reasons[row] = reason;
    this.count = row + 1;
  }

  /** Copies an entry from other columns of this length. */
  copy(row: number, from: Columns, fromRow: number): void {
    for (let word = 0; word < this.words.length; word += 1) {
      (this.words[word] as Uint32Array)[row] = (from.words[word] as Uint32Array)[fromRow] as number;
    }
    this.dates[row] = from.dates[fromRow] as number;
    this.reasons[row] = from.reasons[fromRow] as number;
  }

  /** Below 0, 0 or above 0, as sorting wants it. */
  compare(a: number, b: number): number {
    for (let word = 0; word < this.words.length; word += 1) {
      const values = this.words[word] as Uint32Array;
      const difference = (values[a] as number) - (values[b] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #grow(): void {
    const capacity = this.capacity * 2;
    const grown = <T extends Uint32Array | Uint8Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.words = this.words.map((word) => grown(new Uint32Array(capacity), word));
    this.dates = grown(new Uint32Array(capacity), this.dates);
    this.reasons = grown(new Uint8Array(capacity), this.reasons);
  }
}
