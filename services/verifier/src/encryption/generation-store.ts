import type { StatementRunner } from '@kazasu/server/store';
import type { EncryptionAlgorithm, KnownKey } from './encryption-keys.ts';

export const ENCRYPTION_TABLES: readonly string[] = [
  `CREATE TABLE verifier_encryption_key (
    kid TEXT PRIMARY KEY,
    generation BIGINT NOT NULL,
    algorithm TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retires_at BIGINT,
    UNIQUE (generation, algorithm)
  )`,
];

/** The newest generation; undefined before the first. */
export async function newestGeneration(store: StatementRunner): Promise<number | undefined> {
  const [row] = await store.run<{ newest: number | null }>(
    'SELECT MAX(generation) AS newest FROM verifier_encryption_key',
  );
  return row?.newest ?? undefined;
}

export async function keysOfGeneration(
  store: StatementRunner,
  generation: number,
): Promise<readonly KnownKey[]> {
  return store.run<{ kid: string; generation: number; algorithm: EncryptionAlgorithm }>(
    'SELECT kid, generation, algorithm FROM verifier_encryption_key WHERE generation = $1 ORDER BY algorithm DESC',
    [generation],
  );
}

/** Undefined for one that is not known or was retired. */
export async function findKnownKey(
  store: StatementRunner,
  kid: string,
  now: number,
): Promise<KnownKey | undefined> {
  const [row] = await store.run<{ kid: string; generation: number; algorithm: EncryptionAlgorithm }>(
    `SELECT kid, generation, algorithm FROM verifier_encryption_key
     WHERE kid = $1 AND (retires_at IS NULL OR retires_at > $2)`,
    [kid, now],
  );
  return row;
}

/** Whoever is first makes the generation; false for another process's attempt at the same one. Call it in a transaction. */
export async function insertGeneration(
  store: StatementRunner,
  keys: readonly KnownKey[],
  times: { readonly now: number; readonly retiresBefore: number },
): Promise<boolean> {
  for (const { kid, generation, algorithm } of keys) {
    const inserted = await store.run(
      `INSERT INTO verifier_encryption_key (kid, generation, algorithm, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING kid`,
      [kid, generation, algorithm, times.now],
    );
    if (inserted.length === 0) return false;
    await store.run(
      'UPDATE verifier_encryption_key SET retires_at = $2 WHERE generation < $1 AND retires_at IS NULL',
      [generation, times.retiresBefore],
    );
  }
  return true;
}
