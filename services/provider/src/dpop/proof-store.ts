import { hashToken } from '@kazasu/server/keys';
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';

/** The memory of used proofs: hashes, because a `jti` may hold anything its client likes. A row lives for about a minute. */
export const PROOF_TABLES: readonly string[] = [
  `CREATE TABLE provider_dpop_proof (
    jti_hash TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_dpop_proof_expiry ON provider_dpop_proof (expires_at)',
];

const USE = collectedStatement({
  text: `INSERT INTO provider_dpop_proof (jti_hash, expires_at) VALUES ($1, $2)
    ON CONFLICT (jti_hash) DO NOTHING RETURNING jti_hash`,
  key: 'jti_hash',
  types: ['TEXT', 'BIGINT'],
});

/**
 * Uses a proof up, in one statement; false where it was used before, on whichever node. `expiresAt` (milliseconds since
 * 1970) must lie beyond the last moment at which the proof could be accepted.
 */
export async function useProof(
  store: StatementRunner,
  proof: { readonly thumbprint: string; readonly jti: string; readonly expiresAt: number },
): Promise<boolean> {
  const row = await USE.run(store, [hashToken(`${proof.thumbprint} ${proof.jti}`), proof.expiresAt]);
  return row !== undefined;
}

/** Returns how many rows went. */
export async function deleteExpiredProofs(store: StatementRunner, now: number): Promise<number> {
  const rows = { table: 'provider_dpop_proof', key: 'jti_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
