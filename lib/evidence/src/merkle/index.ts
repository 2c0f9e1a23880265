/**
 * The Merkle tree of RFC 9162 2.1: hashes, roots, proofs of inclusion and of consistency, and the right edge by which a tree
 * grows. Owns the arithmetic alone: what an entry says, who signs a root and where nodes are kept is of no concern here.
 */
export { type FinishedNode, Frontier, rootOf } from './frontier.ts';
export { emptyRoot, HASH_LENGTH, leafHash, nodeHash, sha256 } from './hash.ts';
export type { LeafRange, NodeId, ReadNode } from './node.ts';
export {
  nodesOfPlan,
  planConsistency,
  planInclusion,
  proofOf,
} from './proof.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from './verify.ts';
