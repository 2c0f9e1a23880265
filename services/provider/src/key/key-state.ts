import { isSigning, KEEP_MS, type KeyPurpose, type KeyRecord } from './key-data.ts';

/**
 * `next`: published and believed, not used yet. `current`: used. `old`: believed for what it signed or sealed. `gone`: neither
 * published nor believed. `destroyed`: the key itself is no more.
 */
export type KeyState = 'next' | 'current' | 'old' | 'gone' | 'destroyed';

export interface KeyInState {
  readonly record: KeyRecord;
  readonly state: KeyState;
}

/** What each version of one purpose is at a time, oldest first. There is one current version, or none. */
export function statesOf(records: readonly KeyRecord[], purpose: KeyPurpose, now: number): KeyInState[] {
  const own = records.filter((record) => record.purpose === purpose);
  const current = own.findLast((record) => !hasEnded(record) && record.activeAt <= now);
  return own.map((record) => ({ record, state: stateOf(record, { own, current, now }) }));
}

interface Among {
  readonly own: readonly KeyRecord[];
  readonly current: KeyRecord | undefined;
  readonly now: number;
}

function stateOf(record: KeyRecord, { own, current, now }: Among): KeyState {
  if (record.destroyedAt !== null) return 'destroyed';
  if (hasEnded(record)) return 'gone';
  if (record === current) return 'current';
  if (record.activeAt > now) return 'next';
  const until = keptUntil(record, own);
  return until !== undefined && until <= now ? 'gone' : 'old';
}

/** When a version is believed no more because another took its place; undefined where that is not a matter of time. */
function keptUntil(record: KeyRecord, own: readonly KeyRecord[]): number | undefined {
  if (!isSigning(record.purpose)) return undefined;
  const successor = own.find((other) => other.version > record.version && wasUsed(other));
  return successor && successor.activeAt + KEEP_MS[record.purpose];
}

/** The times at which a version changes its state by itself. */
export function turnsOf(records: readonly KeyRecord[]): number[] {
  return records
    .flatMap((record) => {
      const own = records.filter(({ purpose }) => purpose === record.purpose);
      return [record.activeAt, keptUntil(record, own)];
    })
    .filter((time) => time !== undefined);
}

/** An end counts from when it is read: clocks that differ must not prolong the life of a key that was stolen. */
function hasEnded({ endedAt }: KeyRecord): boolean {
  return endedAt !== null;
}

/** Or will be, unless it is ended before. */
function wasUsed({ activeAt, endedAt }: KeyRecord): boolean {
  return endedAt === null || endedAt > activeAt;
}
