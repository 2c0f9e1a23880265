import type { StatementRunner } from '@kazasu/server/store';

export const UNLOCK_TABLES: readonly string[] = [
  `CREATE TABLE provider_holder_unlock (
    token_hash TEXT PRIMARY KEY,
    challenge TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_holder_unlock_expires ON provider_holder_unlock (expires_at)',
];

export interface Unlock {
  readonly tokenHash: string;
  /** 32 octets, base64url; what the authenticator signs. */
  readonly challenge: string;
  readonly expiresAt: number;
}

export async function insertUnlock(store: StatementRunner, unlock: Unlock): Promise<void> {
  await store.run(
    'INSERT INTO provider_holder_unlock (token_hash, challenge, expires_at) VALUES ($1, $2, $3)',
    [unlock.tokenHash, unlock.challenge, unlock.expiresAt],
  );
}

/** Uses the challenge up, before the answer is looked at: of all that bring one, one gets it. */
export async function takeUnlock(
  store: StatementRunner,
  tokenHash: string,
  now: number,
): Promise<string | undefined> {
  const [row] = await store.run<{ challenge: string }>(
    'DELETE FROM provider_holder_unlock WHERE token_hash = $1 AND expires_at > $2 RETURNING challenge',
    [tokenHash, now],
  );
  return row?.challenge;
}
