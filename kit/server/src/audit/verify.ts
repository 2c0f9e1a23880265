import type { StatementRunner } from '../store/index.ts';
import { type ChainEnd, followChain, NO_HASH } from './chain.ts';
import type { ChainStore } from './chain-store.ts';

/** `brokenAt` is the number of the first entry that is missing or does not fit; absent where all do. */
export interface ChainVerdict {
  readonly head: ChainEnd;
  readonly intact: boolean;
  readonly brokenAt?: number;
}

export interface ChainPage<Entry> {
  readonly entries: Entry[];
  /** Whether there are entries behind the last of these. */
  readonly more: boolean;
}

const PAGE = 500;

/**
 * Follows the whole chain to the head that stood when it began; what is appended meanwhile is not looked at, but nothing
 * may lie behind that head at the moment when it is read, and there must be one. Whoever could rewrite the whole database
 * could make another chain, or cut off its end: against that a head is written down elsewhere, and the chain must hold it
 * where it stood.
 */
export async function verifyChain<Entry extends ChainEnd>(
  chain: ChainStore<Entry>,
  runner: StatementRunner,
  remembered?: ChainEnd,
): Promise<ChainVerdict> {
  const state = await chain.state(runner);
  const head = state.head ?? { number: 0, hash: NO_HASH };
  const broken = (brokenAt: number): ChainVerdict => ({ head, intact: false, brokenAt });
  if (remembered && head.number < remembered.number) return broken(head.number + 1);
  let end: ChainEnd = { number: 0, hash: NO_HASH };
  while (end.number < head.number) {
    const entries = await chain.list(runner, end.number, Math.min(PAGE, head.number - end.number));
    const followed = followChain(end, entries, chain.hashOf);
    const brokenAt = followed.brokenAt ?? (entries.length === 0 ? end.number + 1 : undefined);
    if (brokenAt !== undefined) return broken(brokenAt);
    const same = entries.find(({ number }) => number === remembered?.number);
    if (same && same.hash !== remembered?.hash) return broken(same.number);
    end = followed.end;
  }
  if (end.hash !== head.hash) return broken(head.number);
  // A head that is gone counts as one that is set back to the beginning.
  if (state.last > head.number || state.head === undefined) return broken(head.number + 1);
  return { head, intact: true };
}

/** Up to 500 entries behind `after`. */
export async function chainPage<Entry extends ChainEnd>(
  chain: ChainStore<Entry>,
  runner: StatementRunner,
  after: number,
): Promise<ChainPage<Entry>> {
  const entries = await chain.list(runner, after, PAGE + 1);
  return { entries: entries.slice(0, PAGE), more: entries.length > PAGE };
}
