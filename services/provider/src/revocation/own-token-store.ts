import { hashToken } from '@kazasu/server/keys';
import { type StatementRunner, sweepRows } from '@kazasu/server/store';

/**
 * Tokens of clients themselves (`client_credentials`) that were revoked. They have no session that could end, so they are remembered by their
 * `jti` until they would have run out: a signature can be written in more than one way, a token's id cannot.
 */
export const OWN_TOKEN_TABLES: readonly string[] = [
  `CREATE TABLE provider_revoked_token (
    jti_hash TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_revoked_token_expiry ON provider_revoked_token (expires_at)',
];

/** A token's id, and when it runs out by itself: seconds since 1970. */
interface OwnToken {
  readonly id: string;
  readonly expiresAt: number;
}

/** Clocks of nodes differ by seconds: on none is it to be forgotten while it is in time on another. */
const CLOCKS_MS = 10_000;

export async function revokeOwnToken(store: StatementRunner, { id, expiresAt }: OwnToken): Promise<void> {
  await store.run(
    `INSERT INTO provider_revoked_token (jti_hash, expires_at) VALUES ($1, $2)
    ON CONFLICT (jti_hash) DO NOTHING`,
    [hashToken(id), expiresAt * 1000 + CLOCKS_MS],
  );
}

export async function isRevoked(store: StatementRunner, { id }: Pick<OwnToken, 'id'>): Promise<boolean> {
  const rows = await store.run('SELECT jti_hash FROM provider_revoked_token WHERE jti_hash = $1', [
    hashToken(id),
  ]);
  return rows.length > 0;
}

/** Returns how many rows went. */
export async function deleteExpiredOwnTokens(store: StatementRunner, now: number): Promise<number> {
  const rows = { table: 'provider_revoked_token', key: 'jti_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
