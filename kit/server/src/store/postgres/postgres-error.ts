import { excerpt } from '../statement.ts';
import { StoreError, type StoreErrorCode } from '../store.ts';

/**
 * SQLSTATE (PostgreSQL documentation, appendix A) to our codes: whole codes first, then classes of two characters.
 * What has no SQLSTATE did not come from the server: a refused, lost or silent connection.
 */
const CODES: Readonly<Record<string, StoreErrorCode>> = {
  '40001': 'store/conflict', // serialization_failure
  '40P01': 'store/conflict', // deadlock_detected
  '55P03': 'store/unavailable', // lock_not_available (lock_timeout): somebody holds it for seconds
  '57014': 'store/unavailable', // query_canceled (statement_timeout)
  '25006': 'store/unavailable', // read_only_sql_transaction: a standby, or a full disk's emergency brake
  '25P03': 'store/unavailable', // idle_in_transaction_session_timeout
  '3D000': 'store/unavailable', // the database does not exist
  '08': 'store/unavailable', // connection exception
  '28': 'store/unavailable', // invalid authorization
  '53': 'store/unavailable', // out of disk, memory, connections
  '57': 'store/unavailable', // shut down, cannot connect now
  '58': 'store/unavailable', // input/output errors
  XX: 'store/unavailable', // internal error, corrupted
  '23': 'store/constraint',
};

/** The server's own message and detail stay out where they quote values ("Key (id)=(…) already exists"). */
export function toPostgresStoreError(error: unknown, statement: string): StoreError {
  if (error instanceof StoreError) return error;
  const state = sqlState(error);
  if (state === undefined)
    return new StoreError('store/unavailable', `no answer from the database: ${reason(error)}`);
  const code = CODES[state] ?? CODES[state.slice(0, 2)] ?? 'store/statement';
  return new StoreError(code, `${excerpt(statement)}: SQLSTATE ${state}${hint(error, state)}`);
}

/** Whether nothing happened because somebody else held a lock for long. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof StoreError && error.message.includes('SQLSTATE 55P03');
}

function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) && 'severity' in error
    ? error.code
    : undefined;
}

/** Constraint names are ours; messages of class 42 name tables, columns and types only. */
function hint(error: unknown, state: string): string {
  if (!(error instanceof Error)) return '';
  if ('constraint' in error && typeof error.constraint === 'string') return ` (${error.constraint})`;
  return state.startsWith('42') ? ` (${error.message.slice(0, 200)})` : '';
}

/** Node's codes such as ECONNREFUSED; the message may hold a host and a user's name. */
function reason(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code).slice(0, 40);
  return 'connection lost or timed out';
}
