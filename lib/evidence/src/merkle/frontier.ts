import { EvidenceError } from '../error.ts';
import { emptyRoot, HASH_LENGTH, nodeHash } from './hash.ts';
import { foldPeaks, type NodeId, requireSize } from './node.ts';

/** A complete subtree that an appended leaf finished. */
export interface FinishedNode extends NodeId {
  readonly hash: Uint8Array;
}

const SIZE_LENGTH = 8;

/**
 * The right edge of a tree: its size and the roots of its complete subtrees, largest first. All that it takes to append
 * and to know the root, in O(log n) octets; whoever wants proofs keeps the finished nodes.
 */
export class Frontier {
  #size: number;
  /** One for each binary one of the size. Hashes are never altered in place. */
  readonly #peaks: Uint8Array[];

  private constructor(size: number, peaks: Uint8Array[]) {
    this.#size = size;
    this.#peaks = peaks;
  }

  /** That of the tree without leaves. */
  static empty(): Frontier {
    return new Frontier(0, []);
  }

  /** Reads what `serialise` gave. Throws `evidence/tree` for anything else. */
  static parse(octets: Uint8Array): Frontier {
    if (octets.length < SIZE_LENGTH) throw new EvidenceError('evidence/tree', 'a frontier without a size');
    const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
    const size = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
    requireSize(size);
    if (octets.length !== SIZE_LENGTH + onesOf(size) * HASH_LENGTH) {
      throw new EvidenceError('evidence/tree', 'a frontier whose subtrees do not make its size');
    }
    const peaks: Uint8Array[] = [];
    for (let at = SIZE_LENGTH; at < octets.length; at += HASH_LENGTH)
      peaks.push(octets.slice(at, at + HASH_LENGTH));
    return new Frontier(size, peaks);
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Takes the hash of the next leaf. Gives every subtree that is complete with it, from the leaf itself up. */
  append(hash: Uint8Array): FinishedNode[] {
    if (hash.length !== HASH_LENGTH) throw new EvidenceError('evidence/tree', 'not a hash of a leaf');
    requireSize(this.#size + 1);
    let node: FinishedNode = { level: 0, index: this.#size, hash: hash.slice() };
    const finished = [node];
    while (node.index % 2 === 1) {
      const left = this.#peaks.pop();
      if (left === undefined) throw new EvidenceError('evidence/tree', 'a subtree is missing');
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
      finished.push(node);
    }
    this.#peaks.push(node.hash);
    this.#size++;
    return finished;
  }

  /** RFC 9162 2.1.1: MTH of all leaves. */
  root(): Uint8Array {
    return this.#peaks.length === 0 ? emptyRoot() : foldPeaks(this.#peaks);
  }

  /** Shares no state that either may alter. */
  copy(): Frontier {
    return new Frontier(this.#size, [...this.#peaks]);
  }

  /** The size in eight octets, big-endian, and the hashes, largest subtree first. */
  serialise(): Uint8Array {
    const octets = new Uint8Array(SIZE_LENGTH + this.#peaks.length * HASH_LENGTH);
    const view = new DataView(octets.buffer);
    view.setUint32(0, Math.floor(this.#size / 2 ** 32));
    view.setUint32(4, this.#size % 2 ** 32);
    this.#peaks.forEach((peak, i) => {
      octets.set(peak, SIZE_LENGTH + i * HASH_LENGTH);
    });
    return octets;
  }
}

function onesOf(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

/** The root of a tree of these leaf hashes. O(n). */
export function rootOf(leafHashes: Iterable<Uint8Array>): Uint8Array {
  const frontier = Frontier.empty();
  for (const hash of leafHashes) frontier.append(hash);
  return frontier.root();
}
