import { setImmediate } from 'node:timers/promises';
import type { StatementRunner } from '../store/index.ts';
import { type ChainEnd, followChain, NO_HASH } from './chain.ts';
import type { ChainStore } from './chain-store.ts';

/** What whoever signs heads asks of a chain. */
export interface ChainReader {
  head(): Promise<ChainEnd>;
  /** Whether the chain has this entry with this hash, and has not been set back behind it. */
  holds(end: ChainEnd): Promise<boolean>;
  /** The entry with this number as it stands there, its hash taken as written; undefined where there is none. 0 is the beginning. */
  at(number: number): Promise<ChainEnd | undefined>;
  /**
   * Computes the hashes of the entries behind `from`, `limit` of them at most; where that ended, or the number of the first that is missing
   * or does not fit. In pages, between which everything else has its turn.
   */
  follow(from: ChainEnd, limit: number): Promise<Followed>;
}

export interface Followed {
  readonly end: ChainEnd;
  readonly brokenAt?: number;
}

/** One page of a SQLite file keeps the process for about 5 ms. */
const PAGE = 500;

export function chainReader<Entry extends ChainEnd>(
  chain: ChainStore<Entry>,
  runner: StatementRunner,
): ChainReader {
  const at = async (number: number): Promise<ChainEnd | undefined> => {
    if (number === 0) return { number, hash: NO_HASH };
    const [entry] = await chain.list(runner, number - 1, 1);
    return entry?.number === number ? { number, hash: entry.hash } : undefined;
  };
  return {
    head: () => chain.head(runner),
    at,
    holds: async ({ number, hash }) => (await at(number))?.hash === hash,
    follow: async (from, limit) => {
      const last = Math.min(from.number + limit, (await chain.head(runner)).number);
      let end = from;
      while (end.number < last) {
        const entries = await chain.list(runner, end.number, Math.min(PAGE, last - end.number));
        const followed = followChain(end, entries, chain.hashOf);
        const brokenAt = followed.brokenAt ?? (entries.length === 0 ? end.number + 1 : undefined);
        if (brokenAt !== undefined) return { end: followed.end, brokenAt };
        end = followed.end;
        await setImmediate();
      }
      return { end };
    },
  };
}
