import type { Store } from '@kazasu/server/store';
import type { ErasedPerson, Erasure } from '../evidence-log.ts';
import { type RetentionClock, type RetentionPolicy, retainedUntil } from './retention.ts';
import { type ClockRow, eraseRow, findClock, findPolicy, idsOfPerson } from './retention-store.ts';

/** Erases a tenant's record if it may go. Erasing twice is erasing once. */
export async function eraseRecord(store: Store, tenantId: string, id: string, now: number): Promise<Erasure> {
  return store.transaction(async (within) => {
    const policy = await findPolicy(within, tenantId);
    const row = await findClock(within, tenantId, id);
    if (row === undefined) return { kind: 'absent' };
    if (row.erased_at !== null) return { kind: 'erased' };
    const until = endOf(policy, row);
    if (until === undefined || until > now) return { kind: 'retained', until };
    // Had somebody set the clocks anew since they were read, this transaction would be run again.
    await eraseRow(within, { tenantId, id, now });
    return { kind: 'erased' };
  });
}

/** When a record may go, by the policy and what was said of it. */
export function endOf(policy: RetentionPolicy, row: ClockRow): number | undefined {
  return retainedUntil(policy, clockOf(row));
}

export function clockOf(row: ClockRow): RetentionClock {
  return {
    at: row.at,
    contractEndedAt: row.contract_ended_at ?? undefined,
    retainUntil: row.retain_until ?? undefined,
  };
}

/** All records of a person that may go. */
export async function erasePerson(
  store: Store,
  tenantId: string,
  personId: string,
  now: number,
): Promise<ErasedPerson> {
  let erased = 0;
  const kept: (number | undefined)[] = [];
  for (const id of await idsOfPerson(store, tenantId, personId)) {
    const outcome = await eraseRecord(store, tenantId, id, now);
    if (outcome.kind === 'erased') erased += 1;
    if (outcome.kind === 'retained') kept.push(outcome.until);
  }
  const known = kept.filter((until) => until !== undefined);
  const until = kept.length > 0 && known.length === kept.length ? Math.max(...known) : undefined;
  return { erased, retained: kept.length, until };
}
