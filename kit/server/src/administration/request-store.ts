import { hashToken } from '../keys/index.ts';
import { type StatementRunner, sweepRows } from '../store/index.ts';

/**
 * Uses a signed request up, in one statement; false where it came before, to whichever node. `expiresAt` (milliseconds since 1970) must
 * lie beyond the last moment at which it could be accepted.
 */
export async function useRequest(
  store: StatementRunner,
  service: string,
  request: { readonly by: string; readonly jti: string; readonly expiresAt: number },
): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO ${service}_used_request (request_hash, expires_at) VALUES ($1, $2)
     ON CONFLICT (request_hash) DO NOTHING RETURNING request_hash`,
    [hashToken(`${request.by} ${request.jti}`), request.expiresAt],
  );
  return rows.length === 1;
}

/** Returns how many rows went. */
export function deleteUsedRequests(store: StatementRunner, service: string, now: number): Promise<number> {
  const rows = { table: `${service}_used_request`, key: 'request_hash' };
  return sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}
