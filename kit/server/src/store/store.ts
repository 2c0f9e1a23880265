/**
 * One SQL text for two engines. Statements use `$1`, `$2`, … and the portable subset that docs/storage.md
 * names; times are integer milliseconds, ids are text.
 */
import type { StoreLoad, StoreWatch } from './watch.ts';

export type SqlValue = string | number | Uint8Array | null;

export interface StatementRunner {
  /**
   * Runs one statement and returns its rows. BIGINT comes back as a number (values stay below 2^53), BYTES as a
   * Uint8Array. Throws a StoreError.
   */
  run<Row extends object = Record<string, SqlValue>>(
    statement: string,
    values?: readonly SqlValue[],
  ): Promise<Row[]>;
}

export interface Store extends StatementRunner {
  readonly engine: 'sqlite' | 'postgres';
  /**
   * All or nothing: commits when `work` resolves, rolls back when it rejects or one of its statements failed. Not
   * nestable. `work` may be run again when it lost a race, so it touches nothing but the store, through `within`,
   * and is short: everybody else waits for its locks. Rejects with `store/conflict` when it lost too often.
   */
  transaction<T>(work: (within: StatementRunner) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Brings the schema of one service forward; each migration runs once, in order, under a lock. */
  migrate(service: string, migrations: readonly Migration[]): Promise<void>;
  close(): Promise<void>;
  /** Adds a listener for every statement from now on; for metrics and traces. Absent where a store stands before another. */
  watch?(watch: StoreWatch): void;
  load?(): StoreLoad;
}

export interface TransactionOptions {
  /**
   * For work that begins by changing the one row that all rivals change: a rival waits there for its turn instead of losing
   * the race, and what it reads afterwards is as the one before left it. Each statement then sees what was committed
   * before it began, so that two readings may differ.
   */
  readonly inTurn?: boolean;
}

/** Forward only. `BYTES` in the DDL becomes BLOB or BYTEA. */
export interface Migration {
  readonly id: number;
  readonly statements: readonly string[];
  /** What it said in versions before, to the same effect: a database that ran that has run this. */
  readonly formerly?: readonly (readonly string[])[];
}

export type StoreErrorCode = 'store/unavailable' | 'store/conflict' | 'store/constraint' | 'store/statement';

/** `conflict`: the transaction lost a race and may be tried again. The message never holds a value. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Whether the same request may succeed later: the database is away or too busy. Everything else is a fault of ours. */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof StoreError && (error.code === 'store/unavailable' || error.code === 'store/conflict')
  );
}
