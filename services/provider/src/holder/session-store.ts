import { type StatementRunner, sweepRows } from '@kazasu/server/store';

export const SESSION_TABLES: readonly string[] = [
  `CREATE TABLE provider_holder_session (
    token_hash TEXT PRIMARY KEY,
    holder_id TEXT NOT NULL,
    passkey_id TEXT NOT NULL,
    idle_ends_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_holder_session_holder ON provider_holder_session (holder_id)',
  'CREATE INDEX provider_holder_session_expiry ON provider_holder_session (idle_ends_at)',
];

/** An app that is unlocked. */
export interface OpenSession {
  readonly holderId: string;
  readonly passkeyId: string;
}

export async function insertHolderSession(
  within: StatementRunner,
  session: OpenSession & {
    readonly tokenHash: string;
    readonly idleEndsAt: number;
    readonly endsAt: number;
  },
): Promise<void> {
  await within.run(
    `INSERT INTO provider_holder_session (token_hash, holder_id, passkey_id, idle_ends_at, ends_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [session.tokenHash, session.holderId, session.passkeyId, session.idleEndsAt, session.endsAt],
  );
}

/** Uses the session, which puts its idle end off. Undefined once either end has come. */
export async function useHolderSession(
  store: StatementRunner,
  tokenHash: string,
  { now, idleEndsAt }: { readonly now: number; readonly idleEndsAt: number },
): Promise<OpenSession | undefined> {
  const [row] = await store.run<{ holder_id: string; passkey_id: string }>(
    `UPDATE provider_holder_session SET idle_ends_at = $3
     WHERE token_hash = $1 AND idle_ends_at > $2 AND ends_at > $2 RETURNING holder_id, passkey_id`,
    [tokenHash, now, idleEndsAt],
  );
  return row === undefined ? undefined : { holderId: row.holder_id, passkeyId: row.passkey_id };
}

export async function deleteHolderSession(store: StatementRunner, tokenHash: string): Promise<void> {
  await store.run('DELETE FROM provider_holder_session WHERE token_hash = $1', [tokenHash]);
}

export async function deleteExpiredHolderSessions(store: StatementRunner, now: number): Promise<void> {
  const due = 'idle_ends_at <= $1 OR ends_at <= $1';
  await sweepRows(store, { table: 'provider_holder_session', key: 'token_hash', due, values: [now] });
}
