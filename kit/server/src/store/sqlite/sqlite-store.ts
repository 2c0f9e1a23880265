import { toSqliteDdl } from '../ddl.ts';
import { migrateStore } from '../migrate.ts';
import { OutsideGuard } from '../outside.ts';
import { backOff } from '../retry.ts';
import { type Migration, type SqlValue, type StatementRunner, type Store, StoreError } from '../store.ts';
import { runTransaction } from '../transaction.ts';
import { type StoreLoad, type StoreWatch, Watches } from '../watch.ts';
import { SqliteConnection } from './connection.ts';
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
  #closed = false;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async prepare(): Promise<void> {
    for (const pragma of ['PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL']) {
      await patiently(pragma, () => this.#connection.command(pragma));
    }
  }

  async run<Row extends object>(statement: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    this.#outside.check();
    const rows = await this.#turnstile.pass(() => this.#attempt(statement, values));
    return rows as Row[];
  }

  async transaction<T>(work: (within: StatementRunner) => Promise<T>): Promise<T> {
    this.#outside.check();
    return this.#turnstile.pass(() =>
      this.#outside.enter(() =>
        runTransaction(
          {
            begin: () => this.#command('BEGIN IMMEDIATE'),
            run: (statement, values) => this.#attempt(statement, values),
            commit: () => this.#command('COMMIT'),
            rollback: async () => {
              if (this.#connection.inTransaction) this.#connection.command('ROLLBACK');
            },
          },
          work,
        ),
      ),
    );
  }

  migrate(service: string, migrations: readonly Migration[]): Promise<void> {
    return migrateStore(this, toSqliteDdl, service, migrations);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
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

  #attempt(statement: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.#guarded(statement, () => this.#connection.run(statement, values));
  }

  #command(text: string): Promise<void> {
    return this.#guarded(text, () => this.#connection.command(text));
  }

  async #guarded<T>(statement: string, work: () => T): Promise<T> {
    if (this.#closed) throw new StoreError('store/unavailable', 'the store is closed');
    return this.#watches.seen(statement, () => patiently(statement, work));
  }
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
