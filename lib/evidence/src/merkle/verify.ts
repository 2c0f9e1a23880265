import { equal } from '@kazasu/bytes';
import { emptyRoot, HASH_LENGTH, nodeHash } from './hash.ts';

/** A claim that a leaf is in a tree. All hashes are 32 octets. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly leafIndex: number;
  readonly treeSize: number;
  /** From the leaf's neighbour up. */
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** A claim that a tree continues another. */
export interface ConsistencyClaim {
  readonly firstSize: number;
  readonly firstRoot: Uint8Array;
  readonly secondSize: number;
  readonly secondRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** RFC 9162 2.1.3.2. False for whatever is not a proof of exactly this; never throws for what a claim contains. */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const root = rootByPath(claim);
  return root !== undefined && equal(root, claim.root);
}

/** The root to which a path leads, or undefined if no tree of this size has such a path. */
function rootByPath(claim: Omit<InclusionClaim, 'root'>): Uint8Array | undefined {
  const { leafIndex, treeSize, path } = claim;
  if (!isPosition(leafIndex) || !isPosition(treeSize) || leafIndex >= treeSize) return undefined;
  if (![claim.leafHash, ...path].every(isHash)) return undefined;
  let [node, last] = [leafIndex, treeSize - 1];
  let hash = claim.leafHash;
  for (const other of path) {
    if (last === 0) return undefined;
    if (isRight(node) || node === last) {
      hash = nodeHash(other, hash);
      // A right-most node without a sibling rises unchanged until it has one.
      while (!isRight(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : undefined;
}

/** RFC 9162 2.1.4.2, and that every tree continues the empty one. Never throws for what a claim contains. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { firstSize, firstRoot, secondSize, secondRoot, path } = claim;
  if (!isPosition(firstSize) || !isPosition(secondSize) || firstSize > secondSize) return false;
  if (![firstRoot, secondRoot, ...path].every(isHash)) return false;
  if (firstSize === secondSize) return path.length === 0 && equal(firstRoot, secondRoot);
  if (firstSize === 0) return path.length === 0 && equal(firstRoot, emptyRoot());
  if (path.length === 0) return false;
  const [start, ...rest] = isPowerOfTwo(firstSize) ? [firstRoot, ...path] : path;
  return start !== undefined && climbBoth(claim, start, rest);
}

function climbBoth(claim: ConsistencyClaim, start: Uint8Array, rest: readonly Uint8Array[]): boolean {
  let [node, last] = [claim.firstSize - 1, claim.secondSize - 1];
  while (isRight(node)) [node, last] = [half(node), half(last)];
  let [first, second] = [start, start];
  for (const other of rest) {
    if (last === 0) return false;
    if (isRight(node) || node === last) {
      [first, second] = [nodeHash(other, first), nodeHash(other, second)];
      while (!isRight(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      second = nodeHash(second, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(first, claim.firstRoot) && equal(second, claim.secondRoot);
}

const isPosition = (value: number) => Number.isSafeInteger(value) && value >= 0;
const isHash = (value: Uint8Array) => value.length === HASH_LENGTH;
const isRight = (node: number) => node % 2 === 1;
const half = (node: number) => Math.floor(node / 2);

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
