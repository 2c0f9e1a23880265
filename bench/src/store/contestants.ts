import { rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { openStore, type SqlValue, type StoreOptions } from '@kazasu/server/store';
import pg from 'pg';
import { type Kind, TABLE } from './table.ts';

/** Who runs statements: the store, or an engine's bare client. */
export interface Contestant {
  readonly name: string;
  run(kind: Kind, values: SqlValue[]): unknown;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function ownStore(name: string, options: StoreOptions): Promise<Contestant> {
  const store = await openStore(options);
  await store.migrate('bench', [{ id: 1, statements: [TABLE] }]);
  return {
    name,
    run: (kind, values) => kind.run(store, values),
    empty: async () => void (await store.run('DELETE FROM bench_session')),
    close: async () => {
      await store.close();
      if ('file' in options) await removeFile(options.file);
    },
  };
}

/** node:sqlite with prepared statements, as durable as the store. */
export async function bareSqlite(file: string): Promise<Contestant> {
  await removeFile(file);
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(`${TABLE.replaceAll('BIGINT', 'INTEGER').replace('BYTES', 'BLOB')} STRICT`);
  const prepared = new Map<Kind, ReturnType<DatabaseSync['prepare']>>();
  return {
    name: 'bare node:sqlite',
    run: (kind, values) => {
      const known = prepared.get(kind) ?? database.prepare(kind.text.replace(/\$(\d+)/g, '?$1'));
      prepared.set(kind, known);
      return known.all(...values);
    },
    empty: async () => database.exec('DELETE FROM bench_session'),
    close: async () => {
      database.close();
      await removeFile(file);
    },
  };
}

/** `pg` with a pool as large as the store's and named statements: one statement a row. */
export async function barePg(databaseUrl: string): Promise<Contestant> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query(TABLE.replace('BYTES', 'BYTEA'));
  return {
    name: 'bare pg',
    run: ({ name, text }, values) => pool.query({ name, text, values }),
    empty: async () => void (await pool.query('DELETE FROM bench_session')),
    close: () => pool.end(),
  };
}

async function removeFile(file: string): Promise<void> {
  if (file === ':memory:') return;
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
}
