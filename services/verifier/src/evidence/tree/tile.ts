/**
 * Where the root of a complete subtree is kept. A tile of level n stands on 256 neighbouring complete subtrees of 256^n leaves, its lowest row,
 * and has every complete subtree that they make, up to its own root. They stand in the order in which they became complete: a hash of
 * the lowest row, then what is complete with it. So a tile only grows at its end, what it once was is its beginning, and a node is read where
 * it stands, with nothing folded.
 */
import { HASH_LENGTH, type NodeId, nodeHash } from '@kazasu/evidence';

/** Hashes of the lowest row. */
export const TILE_WIDTH = 256;
/** Rows above the lowest: 2^8 hashes. The root of a whole tile also stands in the lowest row of the level above, and is read there. */
const TILE_HEIGHT = 8;

export const EMPTY_TILE: Uint8Array = new Uint8Array(0);

export interface TileId {
  readonly level: number;
  readonly number: number;
}

/** The tile that has a subtree's root, and where in it. */
export interface Place extends TileId {
  /** Of the first octet. */
  readonly offset: number;
}

export function placeOf({ level, index }: NodeId): Place {
  const height = level % TILE_HEIGHT;
  const perTile = TILE_WIDTH / 2 ** height;
  return {
    level: Math.floor(level / TILE_HEIGHT),
    number: Math.floor(index / perTile),
    offset: offsetOf(height, index % perTile),
  };
}

/** Octets of a tile with so many hashes in its lowest row: these, and all but the last of what they are folded into. */
export function tileLength(held: number): number {
  return (2 * held - onesOf(held)) * HASH_LENGTH;
}

/** The root of a complete subtree; undefined if the tile does not reach so far yet. */
export function nodeIn(nodes: Uint8Array, { offset }: Place): Uint8Array | undefined {
  return nodes.length < offset + HASH_LENGTH ? undefined : nodes.slice(offset, offset + HASH_LENGTH);
}

/** The root of a whole tile: a hash of the level above. */
export function rootOfTile(nodes: Uint8Array): Uint8Array | undefined {
  return nodes.length === tileLength(TILE_WIDTH) ? nodes.slice(-HASH_LENGTH) : undefined;
}

/** A tile with `held` hashes in its lowest row, and these behind them. Folds what is complete with them and nothing else. */
export function growTile(nodes: Uint8Array, held: number, hashes: readonly Uint8Array[]): Uint8Array {
  const grown = new Uint8Array(tileLength(held + hashes.length));
  grown.set(nodes);
  for (const [i, one] of hashes.entries()) {
    const index = held + i;
    let right = offsetOf(0, index);
    grown.set(one, right);
    // As long as a subtree is the right one of two, both make the next, which follows it.
    for (let height = 0; (index >> height) % 2 === 1; height += 1) {
      const left = offsetOf(height, (index >> height) - 1);
      const node = nodeHash(
        grown.subarray(left, left + HASH_LENGTH),
        grown.subarray(right, right + HASH_LENGTH),
      );
      right += HASH_LENGTH;
      grown.set(node, right);
    }
  }
  return grown;
}

/** Before a subtree stands what was complete without its last hash of the lowest row, and the `height` nodes that this one completes first. */
function offsetOf(height: number, index: number): number {
  const last = (index + 1) * 2 ** height - 1;
  return tileLength(last) + height * HASH_LENGTH;
}

function onesOf(number: number): number {
  let ones = 0;
  for (let rest = number; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}
