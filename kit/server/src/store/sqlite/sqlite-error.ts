import { excerpt } from '../statement.ts';
import { StoreError, type StoreErrorCode } from '../store.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const CONSTRAINT = 19;
/** SQLITE_CONSTRAINT_DATATYPE: a value of the wrong type, which is the program's mistake and not the data's. */
const CONSTRAINT_DATATYPE = 3091;
const UNAVAILABLE = new Set([
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  23, // AUTH
  26, // NOTADB
]);

/**
 * The engine's own text stays out: it may quote what it could not read. What remains is its code and the statement,
 * which has placeholders where values were.
 */
export function toSqliteStoreError(error: unknown, statement: string): StoreError {
  if (error instanceof StoreError) return error;
  const result = resultCode(error);
  const detail = result === undefined ? nodeCode(error) : `SQLite result ${result}`;
  return new StoreError(codeOf(result), `${excerpt(statement)}: ${detail}${hint(error, result)}`);
}

export function isBusy(error: unknown): boolean {
  const result = resultCode(error);
  return result !== undefined && ((result & 255) === BUSY || (result & 255) === LOCKED);
}

function codeOf(result: number | undefined): StoreErrorCode {
  if (result === undefined) return 'store/statement';
  const primary = result & 255;
  if (primary === CONSTRAINT) return result === CONSTRAINT_DATATYPE ? 'store/statement' : 'store/constraint';
  // Only after it has been tried again for long: see sqlite-store.ts.
  if (primary === BUSY || primary === LOCKED || UNAVAILABLE.has(primary)) return 'store/unavailable';
  return 'store/statement';
}

/** Messages of these kinds name tables, columns and words of the statement only. */
function hint(error: unknown, result: number | undefined): string {
  const quotable = result === 1 || (result !== undefined && (result & 255) === CONSTRAINT);
  return quotable && error instanceof Error ? ` (${error.message.slice(0, 200)})` : '';
}

function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

function nodeCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'failed';
}
