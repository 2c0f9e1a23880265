/**
 * Which keys there are and from when each counts. Every node reads the same rows and goes by its clock, so that all change together
 * without a message. A row says nothing that helps without the key: who can write here can name a key, and not make one.
 */
import type { StatementRunner } from '@kazasu/server/store';
import type { KeyPurpose, KeyRecord } from './key-data.ts';

export const KEY_TABLES: readonly string[] = [
  `CREATE TABLE provider_key (
    purpose TEXT NOT NULL,
    version BIGINT NOT NULL,
    key_id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    active_at BIGINT NOT NULL,
    ended_at BIGINT,
    destroyed_at BIGINT,
    PRIMARY KEY (purpose, version)
  )`,
];

interface KeyRow {
  readonly purpose: KeyPurpose;
  readonly version: number;
  readonly key_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly active_at: number;
  readonly ended_at: number | null;
  readonly destroyed_at: number | null;
}

/** All there ever were, in the order of their versions: a few a year. */
export async function listKeys(store: StatementRunner): Promise<KeyRecord[]> {
  const rows = await store.run<KeyRow>(
    `SELECT purpose, version, key_id, name, created_at, active_at, ended_at, destroyed_at FROM provider_key
     ORDER BY purpose, version`,
  );
  return rows.map((row) => ({
    purpose: row.purpose,
    version: row.version,
    keyId: row.key_id,
    name: row.name,
    createdAt: row.created_at,
    activeAt: row.active_at,
    endedAt: row.ended_at,
    destroyedAt: row.destroyed_at,
  }));
}

/** False, and nothing changed, where that version is taken: of all who make one at the same time, one does. */
export async function insertKey(
  store: StatementRunner,
  key: Omit<KeyRecord, 'endedAt' | 'destroyedAt'>,
): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO provider_key (purpose, version, key_id, name, created_at, active_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (purpose, version) DO NOTHING RETURNING version`,
    [key.purpose, key.version, key.keyId, key.name, key.createdAt, key.activeAt],
  );
  return rows.length === 1;
}

/** Ends all versions below; those that have ended keep their time. */
export async function endKeysBelow(
  store: StatementRunner,
  purpose: KeyPurpose,
  version: number,
  now: number,
): Promise<void> {
  await store.run(
    'UPDATE provider_key SET ended_at = $3 WHERE purpose = $1 AND version < $2 AND ended_at IS NULL',
    [purpose, version, now],
  );
}

/** False where it had ended. */
export async function endKey(
  store: StatementRunner,
  { purpose, version }: Pick<KeyRecord, 'purpose' | 'version'>,
  now: number,
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE provider_key SET ended_at = $3 WHERE purpose = $1 AND version = $2 AND ended_at IS NULL
     RETURNING version`,
    [purpose, version, now],
  );
  return rows.length === 1;
}

export async function markDestroyed(
  store: StatementRunner,
  { purpose, version }: Pick<KeyRecord, 'purpose' | 'version'>,
  now: number,
): Promise<void> {
  await store.run(
    `UPDATE provider_key SET destroyed_at = $3, ended_at = COALESCE(ended_at, $3)
     WHERE purpose = $1 AND version = $2 AND destroyed_at IS NULL`,
    [purpose, version, now],
  );
}
