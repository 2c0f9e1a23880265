import pg from 'pg';
import { StoreError } from '../store.ts';
import { valueTypes } from './postgres-value.ts';

/** Nobody waits for ever: not for a connection, a lock, a statement, an answer, or a forgotten transaction. */
export interface Timeouts {
  readonly connectionTimeoutMillis: number;
  readonly lock_timeout: number;
  readonly statement_timeout: number;
  /** Ours, for a server that has fallen silent; longer than the server's own. */
  readonly query_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
}

/** All of them from the longest that a statement may take, in milliseconds. */
export function timeoutsFor(statementMs = 10_000): Timeouts {
  return {
    connectionTimeoutMillis: statementMs / 2,
    lock_timeout: statementMs / 2,
    statement_timeout: statementMs,
    query_timeout: statementMs + 2_000,
    idle_in_transaction_session_timeout: statementMs * 1.5,
  };
}

export const TIMEOUTS = timeoutsFor();

/**
 * A migration may take long, and the other processes wait until it has. It waits for no lock longer than a second, because whoever comes
 * after it would wait too, also to read; it tries again instead.
 */
export const MIGRATION_TIMEOUTS: Timeouts = {
  connectionTimeoutMillis: 5_000,
  lock_timeout: 1_000,
  statement_timeout: 600_000,
  query_timeout: 610_000,
  idle_in_transaction_session_timeout: 60_000,
};

export function openPool(databaseUrl: string, connections: number, timeouts: Timeouts): pg.Pool {
  try {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: connections,
      keepAlive: true,
      idleTimeoutMillis: 30_000,
      application_name: 'kazasu',
      types: valueTypes,
      ...timeouts,
    });
    // A connection that breaks while nobody waits on it is replaced by the pool; unheard, it would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  } catch {
    // The parser's own error quotes the URL, which holds a password.
    throw new StoreError('store/unavailable', 'the database URL cannot be read');
  }
}
