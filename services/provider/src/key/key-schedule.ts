import { type KeyChangeDeps, KeyChangeError, rotateKey } from './key-change.ts';
import { type KeyRecord, SIGNING_PURPOSES, type SigningPurpose } from './key-data.ts';
import { statesOf } from './key-state.ts';
import { listKeys } from './key-store.ts';

export interface KeySchedule {
  /** How long a signing key is used. */
  readonly rotateEveryMs: number;
  /** How long before its turn the next one is published. */
  readonly publishAheadMs: number;
}

/** Makes the next key of each purpose whose time has come. Any number of nodes may try: one makes it. */
export async function rotateWhatIsDue(deps: KeyChangeDeps, schedule: KeySchedule): Promise<void> {
  const now = deps.clock.now();
  for (const purpose of dueKeys(await listKeys(deps.store), schedule, now)) {
    try {
      await rotateKey(deps, purpose, schedule.publishAheadMs);
    } catch (error) {
      if (!(error instanceof KeyChangeError) || error.code !== 'keys/next-stands') throw error;
    }
  }
}

/** A first key is as old as its record: it may have been made before there were any. */
function dueKeys(
  records: readonly KeyRecord[],
  { rotateEveryMs, publishAheadMs }: KeySchedule,
  now: number,
): SigningPurpose[] {
  return SIGNING_PURPOSES.filter((purpose) => {
    const states = statesOf(records, purpose, now);
    const current = states.find(({ state }) => state === 'current')?.record;
    if (current === undefined || states.some(({ state }) => state === 'next')) return false;
    return Math.max(current.activeAt, current.createdAt) + rotateEveryMs - publishAheadMs <= now;
  });
}
