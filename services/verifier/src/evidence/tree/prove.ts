import { concat } from '@kazasu/bytes';
import {
  emptyRoot,
  type LeafRange,
  leafHash,
  type NodeId,
  nodesOfPlan,
  planConsistency,
  planInclusion,
  proofOf,
} from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { nodeIn, placeOf, TILE_WIDTH, type TileId } from './tile.ts';
import { readEntries, readTiles, tileKey } from './tile-store.ts';

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

/** Reads all tiles of a proof together; a tree of ten million leaves has three levels of them, and a proof touches two tiles of each at most. */
async function prove(runner: StatementRunner, plan: readonly LeafRange[]): Promise<Uint8Array[]> {
  const wanted = new Map<string, TileId>();
  for (const node of nodesOfPlan(plan)) {
    const place = placeOf(node);
    wanted.set(tileKey(place), place);
  }
  const tiles = await readTiles(runner, [...wanted.values()]);
  for (const [key, tile] of wanted) {
    // Of a tile of leaves that is not full there are only the entries.
    if (tile.level === 0 && !tiles.has(key)) tiles.set(key, await openTile(runner, tile.number));
  }
  return proofOf(plan, (node) => read(tiles, node));
}

async function openTile(runner: StatementRunner, number: number): Promise<Uint8Array> {
  const first = number * TILE_WIDTH;
  const entries = await readEntries(runner, first, first + TILE_WIDTH);
  if (entries.some(({ leafIndex }, i) => leafIndex !== first + i)) {
    throw new EvidenceLogError('evidence/damaged', 'entries are missing');
  }
  return concat(...entries.map(({ entry }) => leafHash(entry)));
}

function read(tiles: ReadonlyMap<string, Uint8Array>, node: NodeId): Uint8Array {
  const place = placeOf(node);
  const hash = nodeIn(tiles.get(tileKey(place)) ?? new Uint8Array(0), place);
  if (hash === undefined) throw new EvidenceLogError('evidence/damaged', 'a subtree of the log is missing');
  return hash;
}
