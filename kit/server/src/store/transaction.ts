/** What a transaction is on either engine; the engines only say how to begin, run, commit and roll back. */
import { type SqlValue, type StatementRunner, StoreError } from './store.ts';

/** A transaction that has not ended by then is rolled back: it holds locks that others wait for. */
export const TRANSACTION_LIMIT_MS = 10_000;

export interface TransactionEngine {
  begin(): Promise<void>;
  run(statement: string, values: readonly SqlValue[]): Promise<object[]>;
  commit(): Promise<void>;
  /** Never rejects: whatever is left must be thrown away. */
  rollback(): Promise<void>;
}

/** Commits when `work` resolves and all its statements succeeded, rolls back and rejects otherwise. */
export async function runTransaction<T>(
  engine: TransactionEngine,
  work: (within: StatementRunner) => Promise<T>,
  limitMs = TRANSACTION_LIMIT_MS,
): Promise<T> {
  await engine.begin();
  const runner = new TransactionRunner(engine);
  try {
    const result = await beforeDeadline(work(runner), limitMs);
    await runner.settle();
    await engine.commit();
    return result;
  } catch (error) {
    runner.end();
    await engine.rollback();
    throw error;
  }
}

/**
 * Hands statements to the engine while the transaction lives. After a statement has failed the transaction can only
 * be rolled back, even if `work` catches the error: PostgreSQL knows no other way, so SQLite gets none.
 */
class TransactionRunner implements StatementRunner {
  readonly #engine: TransactionEngine;
  readonly #pending = new Set<Promise<unknown>>();
  #failure: { readonly error: unknown } | undefined;
  #over = false;

  constructor(engine: TransactionEngine) {
    this.#engine = engine;
  }

  async run<Row extends object>(statement: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    if (this.#over) throw new StoreError('store/statement', 'the transaction has ended');
    if (this.#failure !== undefined) throw this.#failure.error;
    const rows = this.#engine.run(statement, values);
    this.#pending.add(rows);
    try {
      return (await rows) as Row[];
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    } finally {
      this.#pending.delete(rows);
    }
  }

  /** Waits for statements that `work` did not wait for, and throws the first failure of any. */
  async settle(): Promise<void> {
    this.#over = true;
    await Promise.allSettled(this.#pending);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  end(): void {
    this.#over = true;
  }
}

async function beforeDeadline<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new StoreError('store/unavailable', `a transaction took longer than ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
