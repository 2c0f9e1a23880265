import {
  emptyRoot,
  type LeafRange,
  leafHash,
  nodesOfPlan,
  planConsistency,
  planInclusion,
  proofOf,
} from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { nodeKey, readNodes } from './node-store.ts';
import { EMPTY_TILE, growTile, nodeIn, placeOf, TILE_WIDTH } from './tile.ts';
import { readEntries } from './tile-store.ts';

/** That the leaf is in the tree of this size. The size must have been that of the log once. */
export async function proveInclusion(
  runner: StatementRunner,
  leafIndex: number,
  treeSize: number,
): Promise<Uint8Array[]> {
  return prove(runner, planInclusion(leafIndex, treeSize));
}

/** That the tree of `second` leaves continues the one of `first`. Both must have been sizes of the log. */
export async function proveConsistency(
  runner: StatementRunner,
  first: number,
  second: number,
): Promise<Uint8Array[]> {
  return prove(runner, planConsistency(first, second));
}

/** The root of the tree when it had this size. */
export async function rootAt(runner: StatementRunner, size: number): Promise<Uint8Array> {
  if (size === 0) return emptyRoot();
  const [root] = await prove(runner, [{ start: 0, end: size }]);
  return root ?? emptyRoot();
}

/** Reads all nodes of a proof together; a tree of ten million leaves has them in two tiles at most of each of three levels. */
async function prove(runner: StatementRunner, plan: readonly LeafRange[]): Promise<Uint8Array[]> {
  const places = nodesOfPlan(plan).map(placeOf);
  const nodes = await readNodes(runner, places);
  const absent = places.filter((place) => !nodes.has(nodeKey(place)));
  const [first] = absent;
  if (first?.level === 0) {
    // Of the tile of leaves that is not full there are only the entries; it is folded once, however much of it is wanted.
    const open = await openTile(runner, first.number);
    for (const place of absent) {
      const hash = place.number === first.number ? nodeIn(open, place) : undefined;
      if (hash !== undefined) nodes.set(nodeKey(place), hash);
    }
  }
  return proofOf(plan, (node) => {
    const hash = nodes.get(nodeKey(placeOf(node)));
    if (hash === undefined) throw new EvidenceLogError('evidence/damaged', 'a subtree of the log is missing');
    return hash;
  });
}

async function openTile(runner: StatementRunner, number: number): Promise<Uint8Array> {
  const first = number * TILE_WIDTH;
  const entries = await readEntries(runner, first, first + TILE_WIDTH);
  if (entries.some(({ leafIndex }, i) => leafIndex !== first + i)) {
    throw new EvidenceLogError('evidence/damaged', 'entries are missing');
  }
  const leaves = entries.map(({ entry }) => leafHash(entry));
  return growTile(EMPTY_TILE, 0, leaves);
}
