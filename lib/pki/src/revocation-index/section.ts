import { BITS_MAX, planeOctets } from './bits.ts';
import type { Rows } from './rows.ts';

/**
 * How the serial numbers of one length are laid out. A serial number's first eight octets, less the smallest of the
 * section, are cut in two: the upper part is its bucket in a directory of row numbers, the lower part (`shift` bits)
 * stands in a plane of bits, sorted within the bucket. Octets from the ninth on stand in a plane of their own.
 * Nothing is left out: a serial number is found if and only if it is listed.
 */
export interface Section {
  /** Length of these serial numbers in octets, 1 to 20. */
  readonly octets: number;
  readonly rows: number;
  /** Number of this section's first row among all rows. */
  readonly firstRow: number;
  readonly shift: number;
  /** The smallest first eight octets, as two 32-bit words. */
  readonly baseHigh: number;
  readonly baseLow: number;
  readonly buckets: number;
  /** Where the parts begin in the body, in octets. */
  readonly directory: number;
  readonly suffixes: number;
  readonly tails: number;
}

/** Octets of a serial number that stand in the plane of tails. */
export function tailOctets(octets: number): number {
  return Math.max(octets - 8, 0);
}

/** Octets that the section takes in the body. */
export function sectionOctets({ octets, rows, shift, buckets }: Section): number {
  return 4 * (buckets + 1) + planeOctets(shift, rows) + tailOctets(octets) * rows;
}

/** Where a section's parts lie that begins at `start` of the body. */
export function placeSection(
  shape: Omit<Section, 'directory' | 'suffixes' | 'tails'>,
  start: number,
): Section {
  const suffixes = start + 4 * (shape.buckets + 1);
  return { ...shape, directory: start, suffixes, tails: suffixes + planeOctets(shape.shift, shape.rows) };
}

/** A directory beyond this would be larger than what it saves for any list that is read here. */
const BUCKETS_MAX = 2 ** 27;

/** A cut that takes few octets, for sorted rows. */
export function shapeOf({ octets, data, stride, count: rows }: Rows, firstRow: number) {
  const word = (index: number) => (data[index] as number) >>> 0;
  const last = (rows - 1) * stride;
  const baseHigh = word(0);
  const baseLow = word(1);
  let low = word(last + 1) - baseLow;
  let high = word(last) - baseHigh;
  if (low < 0) {
    low += 2 ** 32;
    high -= 1;
  }
  const sizeOf = (shift: number) => 4 * (bucketOf(high, low, shift) + 1) + (rows * shift) / 8;
  const shifts = Array.from({ length: BITS_MAX + 1 }, (_, shift) => shift).filter(
    (shift) => bucketOf(high, low, shift) < BUCKETS_MAX,
  );
  const smallest = Math.min(...shifts.map(sizeOf));
  // Small buckets are quicker to search: a fiftieth of the memory is well spent on them.
  const shift = shifts.find((one) => sizeOf(one) <= smallest * 1.02) as number;
  const buckets = bucketOf(high, low, shift) + 1;
  return { octets, rows, firstRow, shift, baseHigh, baseLow, buckets };
}

/** The upper part of a difference of two words. May be larger than any directory, and exact only if it is not. */
function bucketOf(high: number, low: number, shift: number): number {
  if (shift >= 32) return Math.floor(high / 2 ** (shift - 32));
  return high * 2 ** (32 - shift) + Math.floor(low / 2 ** shift);
}

/**
 * The lower part, `shift` bits of a difference of two words, so that it begins with the most significant bit of two words: this is
 * the first of them. As whole numbers of 32 bits, which cost nothing to hand on.
 */
export function firstSuffixWord(high: number, low: number, shift: number): number {
  if (shift > 32) return (high << (64 - shift)) | (low >>> (shift - 32));
  return shift === 0 ? 0 : low << (32 - shift);
}

export function secondSuffixWord(low: number, shift: number): number {
  return shift > 32 ? low << (64 - shift) : 0;
}

/** The upper part again, of differences below 2^{@link BUCKETS_MAX} buckets; -1 for one beyond. */
export function bucketIn(high: number, low: number, shift: number): number {
  if (shift >= 32) return shift === 32 ? high | 0 : high >>> (shift - 32);
  if (shift === 0) return high === 0 && low >= 0 ? low : -1;
  if (high >>> shift !== 0) return -1;
  return (high << (32 - shift)) | (low >>> shift);
}
