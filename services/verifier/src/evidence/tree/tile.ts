/**
 * Where the root of a complete subtree is kept. A tile of level n has the roots of 256 neighbouring complete subtrees of 256^n leaves; the
 * subtrees between two such levels are folded from within one tile. Tiles are those of C2SP tlog-tiles.
 */
import { HASH_LENGTH, type NodeId, nodeHash } from '@kazasu/evidence';

export const TILE_WIDTH = 256;
/** Levels of nodes in a tile: 2^8 hashes. */
const TILE_HEIGHT = 8;

export interface TileId {
  readonly level: number;
  readonly number: number;
}

/** The tile that has a subtree's root, and which of its hashes make it. */
export interface Place extends TileId {
  /** The first of them, and how many: a power of two. */
  readonly first: number;
  readonly count: number;
}

export function placeOf({ level, index }: NodeId): Place {
  const count = 2 ** (level % TILE_HEIGHT);
  const start = index * count;
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  return {
    level: tileLevel,
    number: Math.floor(start / TILE_WIDTH),
    first: start % TILE_WIDTH,
    count,
  };
}

/** The root of a complete subtree within a tile's hashes; undefined if the tile does not reach so far yet. */
export function nodeIn(hashes: Uint8Array, { first, count }: Place): Uint8Array | undefined {
  if (hashes.length < (first + count) * HASH_LENGTH) return undefined;
  let row: Uint8Array[] = Array.from({ length: count }, (_, i) =>
    hashes.slice((first + i) * HASH_LENGTH, (first + i + 1) * HASH_LENGTH),
  );
  while (row.length > 1) row = pairs(row);
  return row[0];
}

/** The root of a whole tile: a hash of the level above. */
export function rootOfTile(hashes: Uint8Array): Uint8Array | undefined {
  return nodeIn(hashes, { level: 0, number: 0, first: 0, count: TILE_WIDTH });
}

function pairs(row: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: row.length / 2 }, (_, i) =>
    nodeHash(row[2 * i] ?? NOTHING, row[2 * i + 1] ?? NOTHING),
  );
}

const NOTHING: Uint8Array = new Uint8Array(HASH_LENGTH);
