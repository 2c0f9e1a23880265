import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import { isScope, type Scope } from '../../key/scope.ts';
import { TENANT_COLUMNS, type TenantRow, tenantOf } from '../../tenant/tenant-store.ts';
import type { Opener, Session } from './session.ts';

export const SESSION_TABLES: readonly string[] = [
  `CREATE TABLE verifier_console_session (
    token_hash TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    link_scopes TEXT,
    created_at BIGINT NOT NULL,
    session_ends_at BIGINT NOT NULL
  )`,
  'CREATE INDEX verifier_console_session_end ON verifier_console_session (session_ends_at)',
  `CREATE TABLE verifier_console_form (
    nonce_hash TEXT PRIMARY KEY,
    form_ends_at BIGINT NOT NULL
  )`,
  'CREATE INDEX verifier_console_form_end ON verifier_console_form (form_ends_at)',
];

export interface NewSession extends Opener {
  readonly hash: string;
  readonly createdAt: number;
  readonly endsAt: number;
}

export async function insertSession(store: StatementRunner, session: NewSession): Promise<void> {
  const { hash, tenantId, keyId, linkScopes, createdAt, endsAt } = session;
  await store.run(
    `INSERT INTO verifier_console_session (token_hash, tenant_id, key_id, link_scopes, created_at, session_ends_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [hash, tenantId, keyId, linkScopes?.join(' ') ?? null, createdAt, endsAt],
  );
}

interface SessionRow extends TenantRow {
  readonly session_key_id: string;
  readonly link_scopes: string | null;
  readonly session_ends_at: number;
  readonly key_scopes: string | null;
}

/** With its tenant, and with its key if a key opened it: all of them must be alive, in one statement. */
export async function readSession(
  store: StatementRunner,
  hash: string,
  now: number,
): Promise<Omit<Session, 'token'> | undefined> {
  const [row] = await store.run<SessionRow>(
    `SELECT ${TENANT_COLUMNS}, session.key_id AS session_key_id, link_scopes, session_ends_at,
       verifier_api_key.scopes AS key_scopes
     FROM verifier_console_session AS session
     JOIN verifier_tenant ON verifier_tenant.tenant_id = session.tenant_id
     LEFT JOIN verifier_api_key ON verifier_api_key.key_id = session.key_id
       AND verifier_api_key.tenant_id = session.tenant_id
       AND (verifier_api_key.expires_at IS NULL OR verifier_api_key.expires_at > $2)
       AND (verifier_api_key.ends_at IS NULL OR verifier_api_key.ends_at > $2)
     WHERE token_hash = $1 AND session_ends_at > $2
       AND (verifier_tenant.ended_at IS NULL OR verifier_tenant.ended_at > $2)`,
    [hash, now],
  );
  if (row === undefined) return undefined;
  const scopes = scopesOf(row);
  if (!scopes.includes('console')) return undefined;
  const caller = { tenant: tenantOf(row), keyId: row.session_key_id, scopes };
  return { caller, endsAt: row.session_ends_at };
}

/** None where the key is gone. */
function scopesOf({ link_scopes, key_scopes }: SessionRow): readonly Scope[] {
  return (link_scopes ?? key_scopes ?? '').split(' ').filter(isScope);
}

export async function deleteSession(store: StatementRunner, hash: string): Promise<void> {
  await store.run('DELETE FROM verifier_console_session WHERE token_hash = $1', [hash]);
}

/** What has run out is not honoured anyway, and need not be remembered. */
export async function deleteOldSessions(store: StatementRunner, now: number): Promise<void> {
  const sessions = { table: 'verifier_console_session', key: 'token_hash' };
  await sweepRows(store, { ...sessions, due: 'session_ends_at <= $1', values: [now] });
  const forms = { table: 'verifier_console_form', key: 'nonce_hash' };
  await sweepRows(store, { ...forms, due: 'form_ends_at <= $1', values: [now] });
}

/** One statement decides who uses it: false when it was used already. */
export async function insertForm(store: StatementRunner, hash: string, endsAt: number): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO verifier_console_form (nonce_hash, form_ends_at) VALUES ($1, $2)
     ON CONFLICT (nonce_hash) DO NOTHING RETURNING nonce_hash`,
    [hash, endsAt],
  );
  return rows.length === 1;
}
