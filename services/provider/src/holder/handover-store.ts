import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import type { ProviderKeys } from '../deps.ts';
import {
  HANDOVER_COLUMNS,
  type Handover,
  type HandoverRow,
  handoverOf,
  sealHandover,
} from './handover-data.ts';

export const HANDOVER_TABLES: readonly string[] = [
  `CREATE TABLE provider_handover (
    id TEXT PRIMARY KEY,
    holder_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    content BYTES NOT NULL
  )`,
  'CREATE INDEX provider_handover_holder ON provider_handover (holder_id, at)',
  'CREATE INDEX provider_handover_at ON provider_handover (at)',
];

/** A store with the key that seals what stands in it. */
export interface SealedStore {
  readonly store: StatementRunner;
  readonly keys: Pick<ProviderKeys, 'items'>;
}

export async function insertHandover({ store, keys }: SealedStore, handover: Handover): Promise<void> {
  await store.run(
    `INSERT INTO provider_handover (id, holder_id, client_id, at, content) VALUES ($1, $2, $3, $4, $5)`,
    [handover.id, handover.holderId, handover.clientId, handover.at, sealHandover(keys.items, handover)],
  );
}

/** Where a page of a history begins. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

/** Newest first, what lies behind the position, as far back as `since`. */
export async function listHandovers(
  { store, keys }: SealedStore,
  holderId: string,
  { before, since, limit }: { readonly before: Position; readonly since: number; readonly limit: number },
): Promise<Handover[]> {
  const rows = await store.run<HandoverRow>(
    `SELECT ${HANDOVER_COLUMNS} FROM provider_handover
     WHERE holder_id = $1 AND at > $2 AND at <= $3 AND (at < $3 OR id < $4)
     ORDER BY at DESC, id DESC LIMIT $5`,
    [holderId, since, before.at, before.id, limit],
  );
  return rows.map((row) => handoverOf(row, keys.items));
}

/** The newest handover to one client, and when the first one was. */
export interface LatestHandover extends Handover {
  readonly first: number;
  /** Whether one of its logins there could still fetch something. */
  readonly active: boolean;
}

interface LatestRow extends HandoverRow {
  readonly first: number;
  readonly live: number;
}

/** One for each client, the one used last first. */
export async function latestHandovers(
  { store, keys }: SealedStore,
  holderId: string,
  { since, now, limit }: { readonly since: number; readonly now: number; readonly limit: number },
): Promise<LatestHandover[]> {
  const rows = await store.run<LatestRow>(
    `SELECT h.id, h.holder_id, h.client_id, h.at, h.content, g.first, (
       SELECT COUNT(*) FROM provider_handover o JOIN provider_session s ON s.id = o.id
       WHERE o.holder_id = $1 AND o.client_id = h.client_id AND s.expires_at > $3) AS live
     FROM provider_handover h JOIN (
       SELECT client_id, MIN(at) AS first, MAX(at) AS last FROM provider_handover
       WHERE holder_id = $1 AND at > $2 GROUP BY client_id) g ON g.client_id = h.client_id AND g.last = h.at
     WHERE h.holder_id = $1 ORDER BY h.at DESC, h.id DESC LIMIT $4`,
    [holderId, since, now, limit],
  );
  // Two handovers in the same millisecond are both the newest.
  const once = new Map(rows.toReversed().map((row) => [row.client_id, row]));
  return [...once.values()]
    .toReversed()
    .map((row) => ({ ...handoverOf(row, keys.items), first: row.first, active: row.live > 0 }));
}

export async function deleteOldHandovers(store: StatementRunner, until: number): Promise<void> {
  await sweepRows(store, { table: 'provider_handover', key: 'id', due: 'at <= $1', values: [until] });
}
