import { concat, equal } from '@kazasu/bytes';
import type { StatementRunner } from '@kazasu/server/store';
import { readTiles, rootOfTile, TILE_WIDTH, tileKey } from '../tree/index.ts';

/** One level: how many tiles were full, and the hashes of the open one. */
interface Level {
  full: number;
  open: Uint8Array[];
}

/** Makes the tiles anew from leaves as they come, and compares each with the stored one; holds one open tile of each level. */
export class TileCheck {
  readonly #runner: StatementRunner;
  readonly #fault: (number: number) => Error;
  readonly #levels: Level[] = [];

  constructor(runner: StatementRunner, fault: (number: number) => Error) {
    this.#runner = runner;
    this.#fault = fault;
  }

  async append(hash: Uint8Array, level = 0): Promise<void> {
    const state = this.#levels[level] ?? { full: 0, open: [] };
    this.#levels[level] = state;
    state.open.push(hash);
    if (state.open.length < TILE_WIDTH) return;
    const hashes = concat(...state.open);
    await this.#compare(level, state.full, hashes);
    const root = rootOfTile(hashes);
    if (root === undefined) throw this.#fault(state.full);
    state.full += 1;
    state.open = [];
    await this.append(root, level + 1);
  }

  /** Compares what is open of the upper levels; that of the leaves is not stored. A tile that grew meanwhile may be longer. */
  async finish(): Promise<void> {
    for (const [level, { full, open }] of this.#levels.entries()) {
      if (level > 0 && open.length > 0) await this.#compare(level, full, concat(...open));
    }
  }

  async #compare(level: number, number: number, hashes: Uint8Array): Promise<void> {
    const tile = { level, number };
    const stored = (await readTiles(this.#runner, [tile])).get(tileKey(tile));
    if (stored === undefined || !equal(stored.subarray(0, hashes.length), hashes)) throw this.#fault(number);
  }
}
