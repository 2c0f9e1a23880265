import type { StatementRunner } from '@kazasu/server/store';
import { deleteOldHandovers } from './handover-store.ts';
import { deleteExpiredHolderSessions } from './session-store.ts';

/** Nothing that is over is honoured, swept or not; this only keeps no longer than needed. */
export async function sweepHolders(
  store: StatementRunner,
  now: number,
  historyRetentionMs: number,
): Promise<void> {
  await store.run('DELETE FROM provider_holder_registration WHERE expires_at <= $1', [now]);
  await store.run('DELETE FROM provider_holder_unlock WHERE expires_at <= $1', [now]);
  await deleteExpiredHolderSessions(store, now);
  await deleteOldHandovers(store, now - historyRetentionMs);
}
