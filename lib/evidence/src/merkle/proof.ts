import { EvidenceError } from '../error.ts';
import {
  foldPeaks,
  type LeafRange,
  type NodeId,
  nodesOfRange,
  type ReadNode,
  requireSize,
  splitOf,
} from './node.ts';

/**
 * Which subtrees the path from a leaf to the root needs, leaf end first (RFC 9162 2.1.3.1). Throws `evidence/tree` if the
 * tree has no such leaf.
 */
export function planInclusion(leafIndex: number, treeSize: number): LeafRange[] {
  requireSize(leafIndex);
  requireSize(treeSize);
  if (leafIndex >= treeSize) throw new EvidenceError('evidence/tree', 'the tree has no such leaf');
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = treeSize;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (leafIndex < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/**
 * Which subtrees show that a tree of `second` leaves begins with those of the tree of `first` (RFC 9162 2.1.4.1). None if
 * the sizes are the same or the first is empty. Throws `evidence/tree` if the first is larger.
 */
export function planConsistency(first: number, second: number): LeafRange[] {
  requireSize(first);
  requireSize(second);
  if (first > second) throw new EvidenceError('evidence/tree', 'the first tree is larger than the second');
  if (first === 0 || first === second) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = second;
  // SUBPROOF descends to the subtree whose last leaf is the last of the first tree.
  while (end > first) {
    const middle = start + splitOf(end - start);
    if (first <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // A whole tree of the size of the first is known to whoever checks; any other subtree must be told.
  if (start !== 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The complete subtrees to be read for a plan, each once, in the order of the plan. O(log² n) of them at most. */
export function nodesOfPlan(plan: readonly LeafRange[]): NodeId[] {
  return plan.flatMap(nodesOfRange);
}

/** The hashes that a plan names. For stores that answer later: read `nodesOfPlan` first. */
export function proofOf(plan: readonly LeafRange[], read: ReadNode): Uint8Array[] {
  return plan.map((range) => foldPeaks(nodesOfRange(range).map(read)));
}
