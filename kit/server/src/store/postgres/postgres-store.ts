import type pg from 'pg';
import { stopwatch } from '../../clock/index.ts';
import { letCollect } from '../collect/index.ts';
import { toPostgresDdl } from '../ddl.ts';
import { migrateStore } from '../migrate.ts';
import { OutsideGuard } from '../outside.ts';
import { backOff } from '../retry.ts';
import { checkStatement } from '../statement.ts';
import {
  type Migration,
  type SqlValue,
  type StatementRunner,
  type Store,
  StoreError,
  type TransactionOptions,
} from '../store.ts';
import { runTransaction, TRANSACTION_LIMIT_MS } from '../transaction.ts';
import { type StoreLoad, type StoreWatch, Watches } from '../watch.ts';
import { MIGRATION_TIMEOUTS, openPool, TIMEOUTS, type Timeouts } from './pool.ts';
import { isLockTimeout, toPostgresStoreError } from './postgres-error.ts';
import { StatementNames } from './statement-names.ts';

/** How long a lost race is run again, with up to 50 ms between: of many rivals the last still gets its turn. */
const PATIENCE_MS = 5_000;
const MIGRATION_LIMIT_MS = 3_600_000;
/** How long a migration tries to get its locks, one second at a time. */
const MIGRATION_PATIENCE_MS = 600_000;

export async function openPostgres(
  databaseUrl: string,
  connections = 10,
  timeouts: Timeouts = TIMEOUTS,
): Promise<Store> {
  const openForMigration = () =>
    new PostgresStore(
      openPool(databaseUrl, 1, MIGRATION_TIMEOUTS),
      MIGRATION_LIMIT_MS,
      openForMigration,
      true,
    );
  const pool = openPool(databaseUrl, connections, timeouts);
  const store = new PostgresStore(pool, TRANSACTION_LIMIT_MS, openForMigration);
  try {
    await store.run('SELECT 1 AS alive');
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** A connection lent by the pool; a broken one is not given back. */
interface Lease {
  readonly client: pg.PoolClient;
  broken: boolean;
}

class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly #pool: pg.Pool;
  readonly #limitMs: number;
  readonly #openForMigration: () => Store;
  readonly #migrates: boolean;
  readonly #outside = new OutsideGuard();
  readonly #names = new StatementNames();
  readonly #watches = new Watches();
  #closed = false;

  constructor(pool: pg.Pool, limitMs: number, openForMigration: () => Store, migrates = false) {
    this.#pool = pool;
    this.#limitMs = limitMs;
    this.#openForMigration = openForMigration;
    this.#migrates = migrates;
    letCollect(this, {
      check: () => this.#outside.check(),
      alone: (text, values) => this.#patiently(text, values),
      once: (text, values) => this.#lend((lease) => this.#query(lease, text, values)),
    });
  }

  async run<Row extends object>(statement: string, values: readonly SqlValue[] = []): Promise<Row[]> {
    this.#outside.check();
    checkStatement(statement, values);
    return (await this.#patiently(statement, values)) as Row[];
  }

  async transaction<T>(
    work: (within: StatementRunner) => Promise<T>,
    { inTurn = false }: TransactionOptions = {},
  ): Promise<T> {
    this.#outside.check();
    return this.#untilWon(() =>
      this.#lend((lease) =>
        this.#outside.enter(() => runTransaction(this.#engine(lease, inTurn), work, this.#limitMs)),
      ),
    );
  }

  async migrate(service: string, migrations: readonly Migration[]): Promise<void> {
    const patient = this.#openForMigration();
    try {
      await migrateStore(patient, toPostgresDdl, service, migrations);
    } finally {
      await patient.close();
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#pool.end();
  }

  watch(watch: StoreWatch): void {
    this.#watches.add(watch);
  }

  load(): StoreLoad {
    const { totalCount: open, idleCount: idle, waitingCount: waiting, options } = this.#pool;
    return { open, idle, waiting, most: options.max };
  }

  #engine(lease: Lease, inTurn: boolean) {
    const command = async (text: string) => {
      await this.#query(lease, text, []);
    };
    return {
      begin: () => command(`BEGIN ISOLATION LEVEL ${inTurn ? 'READ COMMITTED' : 'REPEATABLE READ'}`),
      run: async (statement: string, values: readonly SqlValue[]) => {
        checkStatement(statement, values);
        return this.#query(lease, statement, values);
      },
      commit: () => command('COMMIT'),
      rollback: async () => {
        await command('ROLLBACK').catch(() => {
          lease.broken = true;
        });
      },
    };
  }

  #patiently(statement: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.#untilWon(() => this.#lend((lease) => this.#query(lease, statement, values)));
  }

  /** A statement or transaction that lost a race has left nothing behind and is run again. */
  async #untilWon<T>(work: () => Promise<T>): Promise<T> {
    const elapsed = stopwatch();
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (this.#migrates && isLockTimeout(error) && elapsed() < MIGRATION_PATIENCE_MS) {
          await backOff(8 + attempt, 2_000);
          continue;
        }
        const lost = error instanceof StoreError && error.code === 'store/conflict';
        if (!lost || elapsed() > PATIENCE_MS) throw error;
        await backOff(attempt, 50);
      }
    }
  }

  async #lend<T>(work: (lease: Lease) => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError('store/unavailable', 'the store is closed');
    const lease: Lease = { client: await this.#connect(), broken: false };
    try {
      return await work(lease);
    } finally {
      lease.client.release(lease.broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw toPostgresStoreError(error, 'connect');
    }
  }

  #query(lease: Lease, text: string, values: readonly SqlValue[]): Promise<object[]> {
    return this.#watches.seen(text, () => this.#send(lease, text, values));
  }

  async #send(lease: Lease, text: string, values: readonly SqlValue[]): Promise<object[]> {
    const name = this.#names.nameOf(text);
    try {
      const query = { text, values: [...values], ...(name !== undefined && { name }) };
      return (await lease.client.query<object>(query)).rows;
    } catch (cause) {
      const error = toPostgresStoreError(cause, text);
      // After a lost answer nobody knows what the connection is doing.
      if (error.code === 'store/unavailable') lease.broken = true;
      throw error;
    }
  }
}
