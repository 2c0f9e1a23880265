import { hashToken } from '@kazasu/server/keys';
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';

/** The memory of used assertions: hashes, because a `jti` may hold anything its client likes. */
export const ASSERTION_TABLES: readonly string[] = [
  `CREATE TABLE provider_assertion (
    jti_hash TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_assertion_expiry ON provider_assertion (expires_at)',
];

const USE = collectedStatement({
  text: `INSERT INTO provider_assertion (jti_hash, expires_at) VALUES ($1, $2)
    ON CONFLICT (jti_hash) DO NOTHING RETURNING jti_hash`,
  key: 'jti_hash',
  types: ['TEXT', 'BIGINT'],
});

/**
 * Uses an assertion up, in one statement; false where it was used before. `expiresAt` (milliseconds since 1970)
 * must lie beyond the last moment at which the assertion could be accepted.
 */
export async function useAssertion(
  store: StatementRunner,
  {
    clientId,
    jti,
    expiresAt,
  }: { readonly clientId: string; readonly jti: string; readonly expiresAt: number },
): Promise<boolean> {
  const row = await USE.run(store, [hashToken(`${clientId} ${jti}`), expiresAt]);
  return row !== undefined;
}

/** Returns how many rows went. */
export async function deleteExpiredAssertions(store: StatementRunner, now: number): Promise<number> {
  const rows = { table: 'provider_assertion', key: 'jti_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
