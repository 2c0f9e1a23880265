/**
 * Numbers of a fixed count of bits side by side, most significant bit first. Eight of them fill as many octets as
 * they have bits. At most 52 bits, so that a number of JavaScript holds them exactly and none is allocated.
 */
export const BITS_MAX = 52;

/** A reader may look at eight octets wherever a number begins; so many lie behind the last one. */
const MARGIN = 8;

/** Octets that `count` numbers take. */
export function planeOctets(bits: number, count: number): number {
  return Math.ceil((bits * count) / 8) + MARGIN;
}

/** The number at `index` of the plane that begins at octet `plane`. */
export function readBits(view: DataView, plane: number, bits: number, index: number): number {
  if (bits === 0) return 0;
  const within = (index & 7) * bits;
  const at = plane + (index >>> 3) * bits + (within >>> 3);
  const skip = within & 7;
  const first = view.getUint32(at);
  const second = view.getUint32(at + 4);
  const high = (first << skip) | ((second >>> 1) >>> (31 - skip));
  if (bits <= 32) return high >>> (32 - bits);
  return (high >>> 0) * 2 ** (bits - 32) + ((second << skip) >>> (64 - bits));
}

/** Writes numbers one behind the other into a plane that is still zero. */
export class BitWriter {
  readonly #view: DataView;
  #at: number;
  /** Bits that wait for a whole word, from its most significant one on, and how many. */
  #word = 0;
  #used = 0;

  constructor(view: DataView, plane: number) {
    this.#view = view;
    this.#at = plane;
  }

  /** Up to 32 bits, which begin with the most significant one of `value`; zeros behind them. */
  write(value: number, bits: number): void {
    const used = this.#used + bits;
    const word = this.#word | (value >>> this.#used);
    if (used < 32) {
      // Of no bits at all, nothing may come of a shift by 32.
      if (bits !== 0) this.#word = word;
      this.#used = used;
      return;
    }
    this.#view.setInt32(this.#at, word);
    this.#at += 4;
    this.#used = used - 32;
    this.#word = used === 32 ? 0 : value << (bits - this.#used);
  }

  /** Writes what waits. The margin behind a plane has room for a whole word. */
  end(): void {
    if (this.#used > 0) this.#view.setInt32(this.#at, this.#word);
  }
}

/** How many bits it takes to write this number (below 2^53). */
export function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}
