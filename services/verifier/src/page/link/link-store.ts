import { hashToken } from '@kazasu/server/keys';
import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import { isScope, type Scope } from '../../key/scope.ts';

export const CONSOLE_LINK_TABLES: readonly string[] = [
  `CREATE TABLE verifier_console_link (
    code_hash TEXT PRIMARY KEY,
    link_id TEXT NOT NULL,
    tenant_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
];

/** A link as it is stored: never the code, only its hash. */
export interface ConsoleLink {
  /** Names who acts, where a key's id would otherwise stand. */
  readonly linkId: string;
  readonly tenantId: string;
  /** What may be done behind it. */
  readonly scopes: readonly Scope[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export async function insertLink(store: StatementRunner, code: string, link: ConsoleLink): Promise<void> {
  const { linkId, tenantId, scopes, expiresAt } = link;
  await store.run(
    `INSERT INTO verifier_console_link (code_hash, link_id, tenant_id, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [hashToken(code), linkId, tenantId, scopes.join(' '), expiresAt],
  );
}

interface LinkRow {
  readonly link_id: string;
  readonly tenant_id: string;
  readonly scopes: string;
  readonly expires_at: number;
}

/** Whoever takes it first has it: undefined for everybody after, for none, and for one that has run out. */
export async function takeLink(
  store: StatementRunner,
  code: string,
  now: number,
): Promise<ConsoleLink | undefined> {
  const [row] = await store.run<LinkRow>(
    `DELETE FROM verifier_console_link WHERE code_hash = $1 AND expires_at > $2
     RETURNING link_id, tenant_id, scopes, expires_at`,
    [hashToken(code), now],
  );
  return (
    row && {
      linkId: row.link_id,
      tenantId: row.tenant_id,
      scopes: row.scopes.split(' ').filter(isScope),
      expiresAt: row.expires_at,
    }
  );
}

/** What has run out opens nothing anyway. */
export async function deleteOldLinks(store: StatementRunner, now: number): Promise<void> {
  const rows = { table: 'verifier_console_link', key: 'code_hash' };
  await sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
