import { EvidenceError } from '../error.ts';
import { nodeHash } from './hash.ts';

/**
 * A complete subtree: that of the 2^level leaves from leaf index·2^level on. Its hash never changes once its leaves are
 * there, so these, and no others, are what a store keeps.
 */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** Leaves from `start` until before `end`, as a proof names them; they begin at a multiple of a power of two ≥ their number. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** Gives the hash (32 octets) of a complete subtree. */
export type ReadNode = (node: NodeId) => Uint8Array;

/** The largest power of two that is smaller than n, for n ≥ 2: where RFC 9162 2.1.1 divides n leaves. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Sizes and positions are whole numbers; beyond 2^53 − 1 numbers are not exact any more. */
export function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new EvidenceError('evidence/tree', 'not a size of a tree');
}

/** The complete subtrees that a range is made of, left to right, so largest first. At most 53. */
export function nodesOfRange({ start, end }: LeafRange): NodeId[] {
  const nodes: NodeId[] = [];
  for (let from = start; from < end; ) {
    let level = 0;
    let width = 1;
    while (from % (width * 2) === 0 && from + width * 2 <= end) {
      width *= 2;
      level++;
    }
    nodes.push({ level, index: from / width });
    from += width;
  }
  return nodes;
}

/** The root of neighbouring subtrees: each, from the right, is the left one of what stands right of it. */
export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  const last = peaks.at(-1);
  if (last === undefined) throw new EvidenceError('evidence/tree', 'no subtree');
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}
