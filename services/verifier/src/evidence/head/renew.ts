import type { StatementRunner } from '@kazasu/server/store';
import type { HeadDeps } from './deps.ts';
import type { StampedHead } from './head-data.ts';
import { listAging, newestStamped, setRenewalLeaf } from './head-store.ts';
import { appendTimestamps } from './stamp.ts';
import { fetchCrls } from './unit.ts';

/** Tokens of one entry: it has room for 512 objects. */
const TOKENS_AT_ONCE = 480;
/** Seen by nobody but the transaction that knows no place yet. */
const BEING_RENEWED = -1;

/**
 * Names tokens that age once more, together with the lists of today that say that they are still good: the next head covers that, and a
 * younger unit stamps it (RFC 4998 5.3 by the tree). Waits until the newest token is a younger one: renewing by the same
 * certificate would gain nothing. How many were renewed.
 */
export async function renewTokens(deps: HeadDeps): Promise<number> {
  const { store, clock, config } = deps;
  const newest = await newestStamped(store);
  if (config.timestamp === undefined || newest === undefined) return 0;
  if (isAging(deps, newest)) return 0;
  const { retiredUnits: units, renewBeforeMs } = config.timestamp;
  for (let renewed = 0; ; ) {
    const now = clock.now();
    const aging = await listAging(store, { now, end: now + renewBeforeMs, units, limit: TOKENS_AT_ONCE });
    if (aging.length === 0) return renewed;
    renewed += await renewThese(deps, aging);
  }
}

/** In one transaction. Whoever comes second with the same tokens finds that they are taken. */
async function renewThese(
  deps: HeadDeps,
  aging: readonly Pick<StampedHead, 'size' | 'token'>[],
): Promise<number> {
  const crls = await fetchCrls(deps);
  return deps.store.transaction(
    async (within) => {
      const taken: typeof aging = await takeThese(within, aging);
      const [first] = taken;
      if (first === undefined) return 0;
      const leaf = await appendTimestamps(within, {
        id: `renewal-${first.size}`,
        at: deps.clock.now(),
        tokens: taken.map(({ token }) => token),
        crls,
      });
      for (const { size } of taken) await setRenewalLeaf(within, size, { from: BEING_RENEWED, to: leaf });
      return taken.length;
    },
    { inTurn: true },
  );
}

async function takeThese<T extends { readonly size: number }>(
  within: StatementRunner,
  heads: readonly T[],
): Promise<T[]> {
  const taken: T[] = [];
  for (const head of heads) {
    if (await setRenewalLeaf(within, head.size, { from: null, to: BEING_RENEWED })) taken.push(head);
  }
  return taken;
}

/** Whether a token is to be renewed: its certificates end soon, or its unit's algorithm is retired. */
export function isAging(
  { clock, config }: HeadDeps,
  { validUntil, unit }: { readonly validUntil: number; readonly unit: string },
): boolean {
  const { timestamp } = config;
  if (timestamp === undefined) return false;
  return timestamp.retiredUnits.includes(unit) || validUntil <= clock.now() + timestamp.renewBeforeMs;
}
