import { type StatementRunner, sweepRows } from '@kazasu/server/store';

/** `parameters`: JSON of name and value pairs, those that the authorization endpoint knows; nothing of client authentication. */
export const PUSHED_TABLES: readonly string[] = [
  `CREATE TABLE provider_pushed_request (
    uri_hash TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    parameters TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_pushed_request_expiry ON provider_pushed_request (expires_at)',
];

export interface PushedRequest {
  readonly hash: string;
  readonly clientId: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export async function insertPushed(store: StatementRunner, pushed: PushedRequest): Promise<void> {
  await store.run(
    `INSERT INTO provider_pushed_request (uri_hash, client_id, parameters, expires_at) VALUES ($1, $2, $3, $4)`,
    [pushed.hash, pushed.clientId, JSON.stringify([...pushed.parameters]), pushed.expiresAt],
  );
}

/**
 * Uses a request up, in one statement: of any number of parallel calls, on any number of nodes, one gets it. Undefined for one that is
 * unknown, used, expired, or another client's; the last stays as it is.
 */
export async function takePushed(
  store: StatementRunner,
  { hash, clientId, now }: { readonly hash: string; readonly clientId: string; readonly now: number },
): Promise<ReadonlyMap<string, string> | undefined> {
  const [row] = await store.run<{ parameters: string }>(
    `DELETE FROM provider_pushed_request WHERE uri_hash = $1 AND client_id = $2 AND expires_at > $3
    RETURNING parameters`,
    [hash, clientId, now],
  );
  return row === undefined ? undefined : new Map(JSON.parse(row.parameters) as [string, string][]);
}

/** What a client has pushed goes with its registration. */
export async function deletePushedOf(within: StatementRunner, clientId: string): Promise<void> {
  await within.run('DELETE FROM provider_pushed_request WHERE client_id = $1', [clientId]);
}

/** Returns how many rows went. */
export async function deleteExpiredPushed(store: StatementRunner, now: number): Promise<number> {
  const rows = { table: 'provider_pushed_request', key: 'uri_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
