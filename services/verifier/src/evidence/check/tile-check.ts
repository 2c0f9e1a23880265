import { equal } from '@kazasu/bytes';
import type { StatementRunner } from '@kazasu/server/store';
import { EMPTY_TILE, growTile, readTile, rootOfTile, TILE_WIDTH } from '../tree/index.ts';

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
    const nodes = growTile(EMPTY_TILE, 0, state.open);
    const root = rootOfTile(nodes);
    const stored = await this.#stored(level, state.full);
    if (root === undefined || !equal(stored, nodes)) throw this.#fault(state.full);
    state.full += 1;
    state.open = [];
    await this.append(root, level + 1);
  }

  /** Compares what is open of the upper levels; that of the leaves is not stored. A tile that grew meanwhile may be longer. */
  async finish(): Promise<void> {
    for (const [level, { full, open }] of this.#levels.entries()) {
      if (level === 0 || open.length === 0) continue;
      const nodes = growTile(EMPTY_TILE, 0, open);
      const stored = await this.#stored(level, full);
      if (!equal(stored.subarray(0, nodes.length), nodes)) throw this.#fault(full);
    }
  }

  /** Empty where there is none. */
  async #stored(level: number, number: number): Promise<Uint8Array> {
    return (await readTile(this.#runner, { level, number })) ?? EMPTY_TILE;
  }
}
