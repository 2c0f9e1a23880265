import type { StatementRunner, Store } from '@kazasu/server/store';
import { growLevel, readLeaves } from './grow.ts';
import { TILE_WIDTH } from './tile.ts';
import { countTiles, takeLog } from './tile-store.ts';

/** Tiles of leaves that one transaction makes: their entries are in memory together, and whoever else wants the log waits. */
const TILES_AT_ONCE = 4;

/**
 * Makes the tiles that the log is long enough for and that are not there, as after a migration that gave them another form: they follow from the
 * entries. Each transaction leaves a tree as it was when the log had so many leaves, so that it may end at any of them and
 * another process go on, or both at the same time. Resolves when none is missing. Throws `evidence/damaged` where an entry is.
 */
export async function rebuildTiles(store: Store): Promise<void> {
  while (await isShort(store)) await store.transaction(makeSome, { inTurn: true });
}

/** Without taking the log: at almost every start nothing is missing. */
async function isShort(store: StatementRunner): Promise<boolean> {
  const { tiles, size } = await countTiles(store);
  return tiles < Math.floor(size / TILE_WIDTH);
}

/** The tiles that are missing may be others than before the log was taken, or none. */
async function makeSome(within: StatementRunner): Promise<void> {
  const { size } = await takeLog(within, 0);
  const { tiles } = await countTiles(within);
  const end = Math.min(tiles + TILES_AT_ONCE, Math.floor(size / TILE_WIDTH));
  const first = tiles * TILE_WIDTH;
  await growLevel(within, { level: 0, first }, await readLeaves(within, first, end * TILE_WIDTH));
}
