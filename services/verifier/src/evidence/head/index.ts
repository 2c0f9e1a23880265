/**
 * Signed heads of the log: made on schedule, time-stamped by a unit, published for witnesses. Owns what a head goes through. Refuses to
 * sign a head that does not continue the one before, and to count a token that is not valid in full.
 */
export type { Head, Stamp, StampedHead } from './head-data.ts';
export {
  findHead,
  firstStamped,
  HEAD_TABLES,
  lastStampedBefore,
  listHeads,
  newestHead,
  newestStamped,
} from './head-store.ts';
