import { AsyncLocalStorage } from 'node:async_hooks';
import { toSqliteDdl } from '../ddl.ts';
import { migrateStore } from '../migrate.ts';
import { OutsideGuard } from '../outside.ts';
import { backOff } from '../retry.ts';
import { type Migration, type SqlValue, type StatementRunner, type Store, StoreError } from '../store.ts';
import { runTransaction, type TransactionEngine } from '../transaction.ts';
import { type StoreLoad, type StoreWatch, Watches } from '../watch.ts';
import { SqliteConnection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { isBusy, toSqliteStoreError } from './sqlite-error.ts';
import { Turnstile } from './turnstile.ts';

/** How often a locked database is tried, with up to 50 ms between: about five seconds. */
const ATTEMPTS = 200;

export async function openSqlite(file: string): Promise<Store> {
  try {
    const store = new SqliteStore(new SqliteConnection(file));
    await store.prepare();
    return store;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('store/unavailable', 'the SQLite file cannot be opened', error);
  }
}

class SqliteStore implements Store {
  readonly engine = 'sqlite';
  readonly #connection: SqliteConnection;
  readonly #turnstile = new Turnstile();
  readonly #outside = new OutsideGuard();
  readonly #watches = new Watches();
  readonly #group: GroupCommit;
  #closed = false;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#group = new GroupCommit({
      connection,
      turn: (group) => this.#turnstile.pass(group),
      begin: () => this.#mark('BEGIN IMMEDIATE'),
      commit: () => this.#mark('COMMIT'),
    });
  }

  async prepare(): Promise<void> {
    for (const pragma of ['PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL']) {
      await patiently(pragma, () => this.#connection.command(pragma));
    }
  }

  run<Row extends object>(statement: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    try {
      this.#outside.check();
      if (!reads(statement)) {
        return this.#group.add(() => this.#attempt(statement, values) as Promise<Row[]>);
      }
      if (!this.#turnstile.taken) {
        return Promise.resolve(this.#watches.now(statement, () => this.#once(statement, values)) as Row[]);
      }
    } catch (error) {
      if (!isBusy(error)) return Promise.reject(error);
    }
    return this.#turnstile.pass(() => this.#attempt(statement, values) as Promise<Row[]>);
  }

  transaction<T>(work: (within: StatementRunner) => Promise<T>): Promise<T> {
    try {
      this.#outside.check();
    } catch (error) {
      return Promise.reject(error);
    }
    // Whoever's turn it is when the group is run: the work belongs to who asked.
    const asAsked = AsyncLocalStorage.snapshot();
    return this.#group.add(() => asAsked(() => this.#transact(work)));
  }

  migrate(service: string, migrations: readonly Migration[]): Promise<void> {
    return migrateStore(this, toSqliteDdl, service, migrations);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#group.idle();
    await this.#turnstile.pass(() => {
      this.#closed = true;
      this.#connection.close();
    });
  }

  watch(watch: StoreWatch): void {
    this.#watches.add(watch);
  }

  load(): StoreLoad {
    return { open: 1, idle: this.#turnstile.taken ? 0 : 1, waiting: this.#turnstile.waiting, most: 1 };
  }

  /** Within the transaction of its group. */
  #transact<T>(work: (within: StatementRunner) => Promise<T>): Promise<T> {
    const engine: TransactionEngine = {
      begin: () => this.#mark('SAVEPOINT one'),
      run: (statement, values) => this.#attempt(statement, values),
      commit: () => this.#mark('RELEASE one'),
      rollback: async () => {
        if (!this.#connection.inTransaction) return;
        this.#connection.mark('ROLLBACK TO one');
        // A savepoint outlives what is rolled back to it.
        if (this.#connection.inTransaction) this.#connection.mark('RELEASE one');
      },
    };
    return this.#outside.enter(() => runTransaction(engine, work));
  }

  /** Throws a StoreError, or the engine's own where somebody else holds the lock. */
  #once(statement: string, values: readonly SqlValue[]): object[] {
    if (this.#closed) throw new StoreError('store/unavailable', 'the store is closed');
    try {
      return this.#connection.run(statement, values);
    } catch (error) {
      throw isBusy(error) ? error : toSqliteStoreError(error, statement);
    }
  }

  #attempt(statement: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.#watches.seen(statement, () => patiently(statement, () => this.#once(statement, values)));
  }

  async #mark(text: string): Promise<void> {
    if (this.#closed) throw new StoreError('store/unavailable', 'the store is closed');
    return this.#watches.seen(text, () => patiently(text, () => this.#connection.mark(text)));
  }
}

/** Whatever else writes, or may. */
function reads(statement: string): boolean {
  return /^\s*SELECT\b/.test(statement);
}

/**
 * Tries again while another process, or another store of this one, holds the lock. A refused statement has changed
 * nothing, so it may be repeated. The waiting is ours and not SQLite's, because SQLite's stops the event loop, and
 * with it the very transaction that is waited for when both live in this process.
 */
async function patiently<T>(statement: string, work: () => T): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || attempt === ATTEMPTS) throw toSqliteStoreError(error, statement);
      await backOff(attempt, 50);
    }
  }
}
