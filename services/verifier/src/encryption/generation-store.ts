import type { StatementRunner } from '@kazasu/server/store';
import type { EncryptionAlgorithm } from './encryption-keys.ts';

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

/** Which keys there are; the keys themselves lie in the folder, under a name with the generation. */
export interface KnownKey {
  readonly kid: string;
  readonly generation: number;
  readonly algorithm: EncryptionAlgorithm;
}

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

/** Whoever is first makes the generation; another process's attempt at the same one changes nothing. */
export async function insertGeneration(
  store: StatementRunner,
  keys: readonly KnownKey[],
  times: { readonly now: number; readonly retiresBefore: number },
): Promise<void> {
  for (const { kid, generation, algorithm } of keys) {
    await store.run(
      `INSERT INTO verifier_encryption_key (kid, generation, algorithm, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (kid) DO NOTHING`,
      [kid, generation, algorithm, times.now],
    );
    await store.run(
      'UPDATE verifier_encryption_key SET retires_at = $2 WHERE generation < $1 AND retires_at IS NULL',
      [generation, times.retiresBefore],
    );
  }
}
