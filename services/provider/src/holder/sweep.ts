import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import { deleteOldHandovers } from './handover-store.ts';
import { deleteExpiredHolderSessions } from './session-store.ts';

/** Nothing that is over is honoured, swept or not; this only keeps no longer than needed. */
export async function sweepHolders(
  store: StatementRunner,
  now: number,
  historyRetentionMs: number,
): Promise<void> {
  const over = { key: 'token_hash', due: 'expires_at <= $1', values: [now] };
  await sweepRows(store, { ...over, table: 'provider_holder_registration' });
  await sweepRows(store, { ...over, table: 'provider_holder_unlock' });
  await deleteExpiredHolderSessions(store, now);
  await deleteOldHandovers(store, now - historyRetentionMs);
}
