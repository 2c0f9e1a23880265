import { concat } from '@kazasu/bytes';
import { Frontier, leafHash, nodeHash, sha256 } from '@kazasu/evidence';
import type { Store } from '@kazasu/server/store';
import { insertRows } from '../append/index.ts';
import { EMPTY_TILE, growTile, rootOfTile, TILE_WIDTH, tileLength } from '../tree/index.ts';

const ROWS_AT_ONCE = 256;
const LEAVES = Array.from({ length: TILE_WIDTH }, (_, i) => leafHash(sha256(Uint8Array.of(i))));

/**
 * Puts a tree of so many leaves, a multiple of 256, straight into tiles: the same 256 leaves again and again, so that each level has
 * one whole tile to be hashed. Its records are not there; the tree is as good as any.
 */
export async function fillTree(store: Store, leaves: number): Promise<void> {
  if (leaves % TILE_WIDTH !== 0) throw new RangeError('whole tiles of leaves');
  let nodes = tileOf(LEAVES);
  for (let level = 0, count = leaves; count > 0; level += 1) {
    await writeLevel(store, { level, nodes, count });
    const root = rootOf(nodes);
    nodes = tileOf(Array.from({ length: TILE_WIDTH }, () => root));
    count = Math.floor(count / TILE_WIDTH);
  }
  const frontier = frontierOf(leaves);
  await store.run(`UPDATE verifier_log SET size = $1, frontier = $2 WHERE id = 'log'`, [
    leaves,
    frontier.serialise(),
  ]);
}

interface FilledLevel {
  readonly level: number;
  /** A whole tile: one that is not is its beginning. */
  readonly nodes: Uint8Array;
  readonly count: number;
}

async function writeLevel(store: Store, { level, nodes, count }: FilledLevel): Promise<void> {
  const tiles = Math.ceil(count / TILE_WIDTH);
  const rows = Array.from({ length: tiles }, (_, number) => {
    const held = Math.min(TILE_WIDTH, count - number * TILE_WIDTH);
    return [level, number, nodes.subarray(0, tileLength(held))];
  });
  const columns = ['level', 'number', 'nodes'];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    await store.transaction((within) => insertRows(within, { table: 'verifier_tree_tile', columns }, some));
  }
}

/** Complete subtrees of so many equal tiles are equal: one of each height is made, and those that the size has are its right edge. */
function frontierOf(leaves: number): Frontier {
  const peaks: Uint8Array[] = [];
  let level = rootOf(tileOf(LEAVES));
  for (let rest = leaves / TILE_WIDTH; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) peaks.unshift(level);
    level = nodeHash(level, level);
  }
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(leaves));
  return Frontier.parse(concat(size, ...peaks));
}

function tileOf(hashes: readonly Uint8Array[]): Uint8Array {
  return growTile(EMPTY_TILE, 0, hashes);
}

function rootOf(nodes: Uint8Array): Uint8Array {
  const root = rootOfTile(nodes);
  if (root === undefined) throw new Error('no tile');
  return root;
}
