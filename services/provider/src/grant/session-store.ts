import { collectedStatement, type SqlValue, type StatementRunner, sweepRows } from '@kazasu/server/store';
import type { Grant } from './grant-data.ts';
import { SESSION_COLUMNS, type Session, type SessionRow, sessionOf } from './session-data.ts';

/**
 * One row leads from the code to the last refresh: `code_hash` until the code was used (`code_used_at`) and after,
 * to notice a second use; `family_hash` and `refresh_hash` from then on, see refresh-token.ts.
 */
export const GRANT_TABLES: readonly string[] = [
  `CREATE TABLE provider_session (
    id TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL UNIQUE,
    code_expires_at BIGINT NOT NULL,
    code_used_at BIGINT,
    family_hash TEXT UNIQUE,
    refresh_hash TEXT,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    nonce TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    subject TEXT NOT NULL,
    auth_time BIGINT NOT NULL,
    acr TEXT NOT NULL,
    items BYTES,
    expires_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_session_expiry ON provider_session (expires_at)',
  'CREATE INDEX provider_session_client ON provider_session (client_id)',
];

/** `dpop_jkt`: RFC 7638 of the one key that may redeem the code and go on; null where the request named none. */
export const GRANT_DPOP_TABLES: readonly string[] = ['ALTER TABLE provider_session ADD COLUMN dpop_jkt TEXT'];

const INSERT = collectedStatement({
  text: `INSERT INTO provider_session (id, client_id, redirect_uri, scope, nonce, code_challenge, subject, auth_time,
      acr, items, code_hash, code_expires_at, expires_at, ends_at, dpop_jkt)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14) RETURNING id`,
  key: 'id',
  types: [
    ...(['TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'BIGINT'] as const),
    ...(['TEXT', 'BYTES', 'TEXT', 'BIGINT', 'BIGINT', 'TEXT'] as const),
  ],
});

/** What a code leads to. Times in milliseconds since 1970. */
export interface NewSession {
  readonly grant: Grant;
  readonly code: { readonly hash: string; readonly expiresAt: number; readonly endsAt: number };
}

/** Of different ids. */
export async function insertSessions(within: StatementRunner, made: readonly NewSession[]): Promise<void> {
  await INSERT.runMany(within, made.map(valuesOf));
}

function valuesOf({ grant, code }: NewSession): SqlValue[] {
  return [
    grant.sessionId,
    grant.clientId,
    grant.redirectUri,
    grant.scope.join(' '),
    grant.nonce,
    grant.codeChallenge,
    grant.subject,
    grant.authTime,
    grant.acr,
    grant.items,
    code.hash,
    code.expiresAt,
    code.endsAt,
    grant.dpopJkt ?? null,
  ];
}

const TAKE_CODE = collectedStatement<SessionRow>({
  text: `UPDATE provider_session
    SET code_used_at = $3, family_hash = $4, refresh_hash = $5,
      expires_at = CASE WHEN $6 < ends_at THEN $6 ELSE ends_at END
    WHERE code_hash = $1 AND client_id = $2 AND code_used_at IS NULL
    RETURNING code_hash, ${SESSION_COLUMNS}`,
  key: 'code_hash',
  types: ['TEXT', 'TEXT', 'BIGINT', 'TEXT', 'TEXT', 'BIGINT'],
});

export interface FirstRefresh {
  readonly familyHash: string;
  readonly refreshHash: string;
  readonly expiresAt: number;
}

/**
 * Uses a code up and makes its session live, in one statement: of any number of parallel calls, on any number of
 * nodes, one gets the session. Undefined for a code that is unknown, used, or another client's.
 */
export async function takeCode(
  store: StatementRunner,
  code: { readonly hash: string; readonly clientId: string; readonly now: number },
  refresh: FirstRefresh,
): Promise<Session | undefined> {
  const row = await TAKE_CODE.run(store, [
    code.hash,
    code.clientId,
    code.now,
    refresh.familyHash,
    refresh.refreshHash,
    refresh.expiresAt,
  ]);
  return row === undefined ? undefined : sessionOf(row);
}

const TAKE_REFRESH_TOKEN = collectedStatement<SessionRow>({
  text: `UPDATE provider_session
    SET refresh_hash = $3, expires_at = CASE WHEN $6 < ends_at THEN $6 ELSE ends_at END
    WHERE family_hash = $1 AND refresh_hash = $2 AND client_id = $4 AND expires_at > $5
      AND (dpop_jkt IS NULL OR dpop_jkt = $7)
    RETURNING family_hash, ${SESSION_COLUMNS}`,
  key: 'family_hash',
  types: ['TEXT', 'TEXT', 'TEXT', 'TEXT', 'BIGINT', 'BIGINT', 'TEXT'],
});

/**
 * Replaces the refresh token by the next one, in one statement: of any number of parallel calls one gets the
 * session. Undefined where the token is not the session's current one, is another client's, has run out, or is bound to another
 * key than that of the proof beside it.
 */
export async function takeRefreshToken(
  store: StatementRunner,
  token: {
    readonly familyHash: string;
    readonly hash: string;
    readonly nextHash: string;
    readonly clientId: string;
    readonly thumbprint: string | undefined;
    readonly now: number;
    readonly expiresAt: number;
  },
): Promise<Session | undefined> {
  const row = await TAKE_REFRESH_TOKEN.run(store, [
    token.familyHash,
    token.hash,
    token.nextHash,
    token.clientId,
    token.now,
    token.expiresAt,
    token.thumbprint ?? '',
  ]);
  return row === undefined ? undefined : sessionOf(row);
}

/** The session whose current refresh token this is. Reading decides nothing: only taking does. */
export async function findByRefreshToken(
  store: StatementRunner,
  token: { readonly familyHash: string; readonly refreshHash: string },
): Promise<Session | undefined> {
  const [row] = await store.run<SessionRow>(
    `SELECT ${SESSION_COLUMNS} FROM provider_session WHERE family_hash = $1 AND refresh_hash = $2`,
    [token.familyHash, token.refreshHash],
  );
  return row === undefined ? undefined : sessionOf(row);
}

const FIND_LIVE = collectedStatement<SessionRow>({
  text: `SELECT ${SESSION_COLUMNS} FROM provider_session
    WHERE id = $1 AND code_used_at IS NOT NULL AND expires_at > $2`,
  key: 'id',
  types: ['TEXT', 'BIGINT'],
});

/** A session whose code was used and whose time has not come. */
export async function findLiveSession(
  store: StatementRunner,
  id: string,
  now: number,
): Promise<Session | undefined> {
  const row = await FIND_LIVE.run(store, [id, now]);
  return row === undefined ? undefined : sessionOf(row);
}

export async function deleteSession(store: StatementRunner, id: string): Promise<void> {
  await store.run('DELETE FROM provider_session WHERE id = $1', [id]);
}

/** Ends a session of this client alone. */
export async function deleteSessionOfClient(
  store: StatementRunner,
  id: string,
  clientId: string,
): Promise<void> {
  await store.run('DELETE FROM provider_session WHERE id = $1 AND client_id = $2', [id, clientId]);
}

/** Whether there is a session of this family, whosesoever. */
export async function hasFamily(store: StatementRunner, familyHash: string): Promise<boolean> {
  const rows = await store.run('SELECT id FROM provider_session WHERE family_hash = $1', [familyHash]);
  return rows.length > 0;
}

/** True where a session ended because its used code came back. */
export async function deleteSessionByUsedCode(
  store: StatementRunner,
  hash: string,
  clientId: string,
): Promise<boolean> {
  const rows = await store.run(
    `DELETE FROM provider_session WHERE code_hash = $1 AND client_id = $2 AND code_used_at IS NOT NULL RETURNING id`,
    [hash, clientId],
  );
  return rows.length > 0;
}

/** True where a session ended because a token of its family came that is not the current one. */
export async function deleteSessionByFamily(
  store: StatementRunner,
  familyHash: string,
  clientId: string,
): Promise<boolean> {
  const rows = await store.run(
    'DELETE FROM provider_session WHERE family_hash = $1 AND client_id = $2 RETURNING id',
    [familyHash, clientId],
  );
  return rows.length > 0;
}

export async function deleteSessionsOf(store: StatementRunner, clientId: string): Promise<void> {
  await store.run('DELETE FROM provider_session WHERE client_id = $1', [clientId]);
}

/** Returns how many rows went. */
export async function deleteExpiredSessions(store: StatementRunner, now: number): Promise<number> {
  return sweepRows(store, { table: 'provider_session', key: 'id', due: 'expires_at <= $1', values: [now] });
}
