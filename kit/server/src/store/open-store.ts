import type { Store } from './store.ts';

export type StoreOptions =
  | {
      /** `postgres://…`; the engine may also be one that speaks PostgreSQL's protocol. */
      readonly databaseUrl: string;
      /** Most connections this process holds; 10 when not given. */
      readonly connections?: number;
      /** How long a statement may take, in milliseconds; 10,000 when not given. A lock or a connection is waited for half as long at most. */
      readonly statementTimeoutMs?: number;
    }
  | {
      /** Path of the SQLite file, made when absent (mode 0600); `:memory:` lives and dies with the store. */
      readonly file: string;
    };

/** Opens the store; rejects with a StoreError (`store/unavailable`) when the database cannot be used. */
export async function openStore(options: StoreOptions): Promise<Store> {
  if ('file' in options) {
    const { openSqlite } = await import('./sqlite/index.ts');
    return openSqlite(options.file);
  }
  // Loaded only when needed: the driver costs a SQLite-only process start-up time and memory.
  const { openPostgres, timeoutsFor } = await import('./postgres/index.ts');
  return openPostgres(options.databaseUrl, options.connections, timeoutsFor(options.statementTimeoutMs));
}
