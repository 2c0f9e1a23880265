import { equal, toHex } from '@kazasu/bytes';
import { leafHash, nodeHash, type ProofLink } from '@kazasu/evidence';

/** One step from the leaf up: what stands beside, and what both make. Hexadecimal. */
export interface TreeStep {
  readonly side: 'left' | 'right';
  readonly own: string;
  readonly sibling: string;
  readonly parent: string;
}

export interface TreePath {
  readonly leaf: string;
  readonly steps: readonly TreeStep[];
  /** What the path leads to. */
  readonly root: string;
  /** Whether that is the root that the head names. */
  readonly arrives: boolean;
}

/** The path of RFC 9162 section 2.1.3.2, written out for a drawing; whether it proves anything the judgement says. */
export function pathOf(
  entry: Uint8Array,
  { leafIndex, path }: Pick<ProofLink, 'leafIndex' | 'path'>,
  head: { readonly size: number; readonly root: Uint8Array },
): TreePath {
  let place = BigInt(leafIndex);
  let last = BigInt(head.size) - 1n;
  let own = leafHash(entry);
  const leaf = toHex(own);
  const steps: TreeStep[] = [];
  for (const sibling of path) {
    const isRight = (place & 1n) === 1n || place === last;
    const parent = isRight ? nodeHash(sibling, own) : nodeHash(own, sibling);
    steps.push({
      side: isRight ? 'left' : 'right',
      own: toHex(own),
      sibling: toHex(sibling),
      parent: toHex(parent),
    });
    // A node without a brother moves up until it has one.
    while (isRight && (place & 1n) === 0n && place !== 0n) {
      place >>= 1n;
      last >>= 1n;
    }
    place >>= 1n;
    last >>= 1n;
    own = parent;
  }
  return { leaf, steps, root: toHex(own), arrives: equal(own, head.root) };
}
