import { planConsistency, planInclusion, proofOf, type ReadNode } from '../merkle/index.ts';

/** The path that proves a leaf to be in a tree; `read` answers for complete subtrees alone. */
export function inclusionPath(leafIndex: number, treeSize: number, read: ReadNode): Uint8Array[] {
  return proofOf(planInclusion(leafIndex, treeSize), read);
}

/** The path that proves a tree to continue another. */
export function consistencyPath(first: number, second: number, read: ReadNode): Uint8Array[] {
  return proofOf(planConsistency(first, second), read);
}
