import { type Frontier, leafHash } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { EMPTY_TILE, growTile, rootOfTile, TILE_WIDTH, type TileId, tileLength } from './tile.ts';
import { readEntries, readTile, writeTile } from './tile-store.ts';

/**
 * Appends leaves to the right edge, and writes the tiles that are full with them, in the transaction that has taken the log. `frontier` is the
 * edge before and becomes the one after. A tile of leaves is written once, when it is full: until then its leaves are the
 * entries. A tile of an upper level has one more hash with each tile that is full below it.
 */
export async function growTree(
  within: StatementRunner,
  frontier: Frontier,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const before = frontier.size;
  for (const leaf of leaves) frontier.append(leaf);
  const open = Math.floor(before / TILE_WIDTH) * TILE_WIDTH;
  const stillOpen = Math.floor(frontier.size / TILE_WIDTH) * TILE_WIDTH;
  if (open === stillOpen) return;
  const earlier = await readLeaves(within, open, before);
  await growLevel(within, { level: 0, first: open }, [...earlier, ...leaves].slice(0, stillOpen - open));
}

/** Hashes of leaves by their entries, from `first` until before `end`. Throws `evidence/damaged` if one is not there. */
export async function readLeaves(within: StatementRunner, first: number, end: number): Promise<Uint8Array[]> {
  const entries = await readEntries(within, first, end);
  if (entries.length !== end - first) throw new EvidenceLogError('evidence/damaged', 'entries are missing');
  return entries.map(({ entry }) => leafHash(entry));
}

interface LevelEnd {
  readonly level: number;
  /** How many hashes the level had before. */
  readonly first: number;
}

/** Appends hashes to the lowest rows of a level's tiles; what gets full goes on to the level above. Leaves come in whole tiles. */
export async function growLevel(
  within: StatementRunner,
  { level, first }: LevelEnd,
  hashes: readonly Uint8Array[],
): Promise<void> {
  const full: Uint8Array[] = [];
  for (let done = 0; done < hashes.length; ) {
    const tile: TileId = { level, number: Math.floor((first + done) / TILE_WIDTH) };
    const held = (first + done) % TILE_WIDTH;
    const some = hashes.slice(done, done + TILE_WIDTH - held);
    const grown = growTile(await readHeld(within, tile, held), held, some);
    await writeTile(within, tile, grown);
    const root = rootOfTile(grown);
    if (root !== undefined) full.push(root);
    done += some.length;
  }
  const above = { level: level + 1, first: Math.floor(first / TILE_WIDTH) };
  if (full.length > 0) await growLevel(within, above, full);
}

async function readHeld(within: StatementRunner, tile: TileId, held: number): Promise<Uint8Array> {
  if (held === 0) return EMPTY_TILE;
  const nodes = await readTile(within, tile);
  if (nodes?.length !== tileLength(held)) {
    throw new EvidenceLogError('evidence/damaged', 'a tile has another length than the log says');
  }
  return nodes;
}
