/** What every service is held to with what has had its time: each table with an expiry is swept, in small statements. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import type { SqlValue, StatementRunner, Store } from '../store.ts';
import { SWEEP_ROWS } from '../sweep-store.ts';

export interface SweepSubject {
  /** How its tables' names begin. */
  readonly prefix: string;
  /** Tables with an expiry that no sweep takes from, each with the reason. */
  readonly kept: Readonly<Record<string, string>>;
  /** Tables that are swept though no column's name says so, and what has to stand in a column for it. */
  readonly also?: Readonly<Record<string, Readonly<Record<string, SqlValue>>>>;
  /** The service over this store, and its sweep. */
  open(store: Store): Promise<{ sweep(): Promise<void>; close(): Promise<void> }>;
}

/** A column that says until when something counts. */
const EXPIRY = /(?:^|_)(?:expires|ends|retires)_at$|(?:^|_)until(?:_|$)/;
const ROWS = 2 * SWEEP_ROWS + 1;

interface Column {
  readonly table_name: string;
  readonly name: string;
  readonly type: string;
  readonly required: number;
}

const COLUMNS = `SELECT m.name AS table_name, p.name AS name, p.type AS type, p."notnull" + p.pk AS required
  FROM sqlite_master m, pragma_table_info(m.name) p
  WHERE m.type = 'table' AND substr(m.name, 1, length($1)) = $1`;

export function describeSweeping({ prefix, kept, also = {}, open }: SweepSubject): void {
  describe('what has had its time', () => {
    it('goes from every table that says until when, a few rows a statement', async () => {
      const store = await openStore({ file: ':memory:' });
      const watched = new WatchedStore(store);
      const service = await open(watched);
      const tables = columnsByTable(await store.run<Column>(COLUMNS, [`${prefix}_`]));
      const dated = [...tables].filter(([, all]) => all.some(({ name }) => EXPIRY.test(name)));
      const names = new Set([...dated.map(([table]) => table), ...Object.keys(also)]);
      for (const table of Object.keys(kept)) assert.ok(names.delete(table), `${table} needs no exception`);
      for (const table of names) await fill(store, table, tables.get(table) ?? [], also[table]);
      watched.began = true;
      await service.sweep();
      for (const table of names) {
        const [left] = await store.run(`SELECT count(*) AS n FROM ${table}`);
        assert.deepEqual(left, { n: 0 }, `${table} is not swept`);
      }
      assert.deepEqual(watched.large, []);
      await service.close();
      await store.close();
    });
  });
}

function columnsByTable(columns: readonly Column[]): Map<string, Column[]> {
  return Map.groupBy(columns, (column) => column.table_name);
}

/** Rows that ran out when time began. */
async function fill(
  store: Store,
  table: string,
  columns: readonly Column[],
  given: Readonly<Record<string, SqlValue>> = {},
): Promise<void> {
  const used = columns.filter(({ name, required }) => required > 0 || EXPIRY.test(name) || name in given);
  const places = used.map((_, i) => `$${i + 1}`).join(', ');
  const text = `INSERT INTO ${table} (${used.map(({ name }) => name).join(', ')}) VALUES (${places})`;
  await store.transaction(async (within) => {
    for (let i = 0; i < ROWS; i++)
      await within.run(
        text,
        used.map((column) => given[column.name] ?? storable(column, i)),
      );
  });
}

function storable({ type }: Column, row: number): SqlValue {
  if (type === 'TEXT') return `row-${row}`;
  return type === 'BLOB' ? Uint8Array.of(row % 256) : 1;
}

/** Notes statements that take away more than a few rows, or may. */
class WatchedStore implements Store {
  readonly engine = 'sqlite';
  readonly large: string[] = [];
  began = false;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  run: Store['run'] = (statement, values) => this.#watched(this.#store).run(statement, values);
  transaction: Store['transaction'] = (work, options) =>
    this.#store.transaction((within) => work(this.#watched(within)), options);
  migrate: Store['migrate'] = (service, migrations) => this.#store.migrate(service, migrations);
  close = async () => {};

  #watched(inner: StatementRunner): StatementRunner {
    return {
      run: async (statement, values) => {
        const rows = await inner.run(statement, values);
        const takes = /^DELETE/.test(statement.trim()) && this.began;
        if (takes && (!/\bLIMIT\b/.test(statement) || rows.length > SWEEP_ROWS)) this.large.push(statement);
        return rows as never;
      },
    };
  }
}
