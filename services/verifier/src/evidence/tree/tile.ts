/**
 * Where the root of a complete subtree is kept. A tile of level n has the roots of 256 neighbouring complete subtrees of 256^n leaves; the
 * subtrees between two such levels are folded from within one tile. Tiles are those of C2SP tlog-tiles.
 */
import { HASH_LENGTH, type NodeId } from '@kazasu/evidence';
import { hash } from '../../crypto.ts';

export const TILE_WIDTH = 256;
/** Levels of nodes in a tile: 2^8 hashes. */
const TILE_HEIGHT = 8;
/** RFC 9162 2.1.1: what an inner node's hash begins with. */
const NODE = 1;

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
  let row: Uint8Array = hashes.slice(first * HASH_LENGTH, (first + count) * HASH_LENGTH);
  while (row.length > HASH_LENGTH) row = above(row);
  return row;
}

/** The root of a whole tile: a hash of the level above. */
export function rootOfTile(hashes: Uint8Array): Uint8Array | undefined {
  return nodeIn(hashes, { level: 0, number: 0, first: 0, count: TILE_WIDTH });
}

/** The hashes of the next level up. One buffer for all of them: a proof folds some hundred pairs. */
function above(row: Uint8Array): Uint8Array {
  const up = new Uint8Array(row.length / 2);
  const node = new Uint8Array(1 + 2 * HASH_LENGTH);
  node[0] = NODE;
  for (let at = 0; at < row.length; at += 2 * HASH_LENGTH) {
    node.set(row.subarray(at, at + 2 * HASH_LENGTH), 1);
    up.set(hash('sha256', node, 'buffer'), at / 2);
  }
  return up;
}
