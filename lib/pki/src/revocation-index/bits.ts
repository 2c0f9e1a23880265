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

/**
 * Writes one number into a plane that is still zero there. It is given as two words of 32 bits that begin with its most
 * significant bit, zeros behind it.
 */
export function writeBits(
  view: DataView,
  plane: number,
  bits: number,
  index: number,
  first: number,
  second: number,
): void {
  if (bits === 0) return;
  const within = (index & 7) * bits;
  const at = plane + (index >>> 3) * bits + (within >>> 3);
  const skip = within & 7;
  view.setInt32(at, view.getInt32(at) | (first >>> skip));
  if (skip + bits <= 32) return;
  view.setInt32(at + 4, ((first << 1) << (31 - skip)) | (second >>> skip));
}

/** How many bits it takes to write this number (below 2^53). */
export function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}
