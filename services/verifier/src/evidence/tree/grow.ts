import { concat } from '@kazasu/bytes';
import { type Frontier, HASH_LENGTH, leafHash } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { rootOfTile, TILE_WIDTH, type TileId } from './tile.ts';
import { readEntries, readTiles, tileKey, writeTile } from './tile-store.ts';

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
  const firstOpen = Math.floor(before / TILE_WIDTH);
  const firstStillOpen = Math.floor(frontier.size / TILE_WIDTH);
  if (firstOpen === firstStillOpen) return;
  const earlier = await earlierLeaves(within, firstOpen * TILE_WIDTH, before);
  const open = concat(...earlier, ...leaves);
  const full: Uint8Array[] = [];
  for (let number = firstOpen; number < firstStillOpen; number += 1) {
    const at = (number - firstOpen) * TILE_WIDTH * HASH_LENGTH;
    const hashes = open.slice(at, at + TILE_WIDTH * HASH_LENGTH);
    await writeTile(within, { level: 0, number }, hashes);
    full.push(requireRoot(hashes));
  }
  await growUpper(within, 1, firstOpen, full);
}

/** Leaves of the open tile that were there before. */
async function earlierLeaves(within: StatementRunner, first: number, end: number): Promise<Uint8Array[]> {
  const entries = await readEntries(within, first, end);
  if (entries.length !== end - first) throw new EvidenceLogError('evidence/damaged', 'entries are missing');
  return entries.map(({ entry }) => leafHash(entry));
}

/** The hash of number `first` of this level and those that follow; what gets full goes on to the level above. */
async function growUpper(
  within: StatementRunner,
  level: number,
  first: number,
  hashes: readonly Uint8Array[],
): Promise<void> {
  const full: Uint8Array[] = [];
  for (let done = 0; done < hashes.length; ) {
    const tile: TileId = { level, number: Math.floor((first + done) / TILE_WIDTH) };
    const held = (first + done) % TILE_WIDTH;
    const some = hashes.slice(done, done + TILE_WIDTH - held);
    const grown = concat(await readHeld(within, tile, held), ...some);
    await writeTile(within, tile, grown);
    if (held + some.length === TILE_WIDTH) full.push(requireRoot(grown));
    done += some.length;
  }
  if (full.length > 0) await growUpper(within, level + 1, Math.floor(first / TILE_WIDTH), full);
}

async function readHeld(within: StatementRunner, tile: TileId, held: number): Promise<Uint8Array> {
  if (held === 0) return new Uint8Array(0);
  const hashes = (await readTiles(within, [tile])).get(tileKey(tile));
  if (hashes?.length !== held * HASH_LENGTH) {
    throw new EvidenceLogError('evidence/damaged', 'a tile has another length than the log says');
  }
  return hashes;
}

function requireRoot(hashes: Uint8Array): Uint8Array {
  const root = rootOfTile(hashes);
  if (root === undefined) throw new EvidenceLogError('evidence/damaged', 'a tile is not full');
  return root;
}
