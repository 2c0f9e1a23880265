import type { StatementRunner } from '@kazasu/server/store';
import type { Watch, WatchedStatus } from './watch-data.ts';

export const WATCH_TABLES: readonly string[] = [
  `CREATE TABLE verifier_watch (
    watch_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    certificate_hash TEXT NOT NULL,
    status TEXT NOT NULL,
    expiring_told TEXT NOT NULL,
    state_number BIGINT NOT NULL,
    look_at BIGINT NOT NULL
  )`,
  'CREATE UNIQUE INDEX verifier_watch_person ON verifier_watch (tenant_id, person_id)',
  'CREATE INDEX verifier_watch_due ON verifier_watch (look_at)',
];

interface WatchRow {
  readonly watch_id: string;
  readonly tenant_id: string;
  readonly person_id: string;
  readonly purpose: string;
  readonly created_at: number;
  readonly certificate_hash: string;
  readonly status: WatchedStatus;
  readonly expiring_told: string;
  readonly state_number: number;
}

const COLUMNS =
  'watch_id, tenant_id, person_id, purpose, created_at, certificate_hash, status, expiring_told, state_number';

function watchOf(row: WatchRow): Watch {
  return {
    watchId: row.watch_id,
    tenantId: row.tenant_id,
    personId: row.person_id,
    purpose: row.purpose,
    createdAt: row.created_at,
    certificateHash: row.certificate_hash,
    status: row.status,
    expiringTold: row.expiring_told,
    stateNumber: row.state_number,
  };
}

/** The one that is there, with the new purpose, or this one; looked at as soon as may be. */
export async function keepWatch(store: StatementRunner, watch: Watch): Promise<Watch> {
  const { watchId, tenantId, personId, purpose, createdAt, certificateHash, status, expiringTold } = watch;
  const [row] = await store.run<WatchRow>(
    `INSERT INTO verifier_watch (${COLUMNS}, look_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)
     ON CONFLICT (tenant_id, person_id) DO UPDATE SET purpose = excluded.purpose RETURNING ${COLUMNS}`,
    [
      watchId,
      tenantId,
      personId,
      purpose,
      createdAt,
      certificateHash,
      status,
      expiringTold,
      watch.stateNumber,
    ],
  );
  if (row === undefined) throw new Error('a watch that was just kept is gone');
  return watchOf(row);
}

export interface WatchPage {
  /** Only those behind it. */
  readonly after: string;
  readonly limit: number;
}

/** By their ids. */
export async function listWatches(
  store: StatementRunner,
  tenantId: string,
  { after, limit }: WatchPage,
): Promise<readonly Watch[]> {
  const rows = await store.run<WatchRow>(
    `SELECT ${COLUMNS} FROM verifier_watch WHERE tenant_id = $1 AND watch_id > $2 ORDER BY watch_id LIMIT $3`,
    [tenantId, after, limit],
  );
  return rows.map(watchOf);
}

/** False if there is none. */
export async function deleteWatch(
  store: StatementRunner,
  tenantId: string,
  watchId: string,
): Promise<boolean> {
  const rows = await store.run(
    'DELETE FROM verifier_watch WHERE tenant_id = $1 AND watch_id = $2 RETURNING watch_id',
    [tenantId, watchId],
  );
  return rows.length === 1;
}

/** How many were deleted. */
export async function deletePersonWatches(
  store: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<number> {
  const rows = await store.run(
    'DELETE FROM verifier_watch WHERE tenant_id = $1 AND person_id = $2 RETURNING watch_id',
    [tenantId, personId],
  );
  return rows.length;
}

/** Takes watches that are due, for this turn: whoever else looks finds them due at `next`. */
export async function takeDueWatches(
  store: StatementRunner,
  { now, next, most }: { readonly now: number; readonly next: number; readonly most: number },
): Promise<readonly Watch[]> {
  const rows = await store.run<WatchRow>(
    `UPDATE verifier_watch SET look_at = $2
     WHERE watch_id IN (SELECT watch_id FROM verifier_watch WHERE look_at <= $1 ORDER BY look_at LIMIT $3)
     AND look_at <= $1 RETURNING ${COLUMNS}`,
    [now, next, most],
  );
  return rows.map(watchOf);
}

/** Looks again sooner. */
export async function postponeWatch(store: StatementRunner, watchId: string, lookAt: number): Promise<void> {
  await store.run('UPDATE verifier_watch SET look_at = $2 WHERE watch_id = $1', [watchId, lookAt]);
}

/** What was seen; false if somebody wrote something down since the watch was read, or it is gone. */
export async function changeWatch(
  within: StatementRunner,
  { watchId, stateNumber }: Pick<Watch, 'watchId' | 'stateNumber'>,
  seen: Pick<Watch, 'certificateHash' | 'status' | 'expiringTold'>,
): Promise<boolean> {
  const rows = await within.run(
    `UPDATE verifier_watch SET certificate_hash = $3, status = $4, expiring_told = $5, state_number = state_number + 1
     WHERE watch_id = $1 AND state_number = $2 RETURNING watch_id`,
    [watchId, stateNumber, seen.certificateHash, seen.status, seen.expiringTold],
  );
  return rows.length === 1;
}
