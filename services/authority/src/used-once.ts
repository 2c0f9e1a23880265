/** What is good once, such as a ticket or a signed message: a table remembers its hash for as long as it could be used again. */
import { type StatementRunner, sweepRows } from '@kazasu/server/store';

export interface UsedOnce {
  readonly tables: readonly string[];
  /** One statement decides who uses it: false when it was used already. `expiresAt` in milliseconds since 1970. */
  use(runner: StatementRunner, hash: string, expiresAt: number): Promise<boolean>;
  wasUsed(runner: StatementRunner, hash: string): Promise<boolean>;
  /** What has run out is not honoured anyway, and need not be remembered; in small statements, outside of a transaction. */
  forget(runner: StatementRunner, before: number): Promise<void>;
}

/** A memory of its own, in the table of this name. */
export function usedOnce(table: string): UsedOnce {
  return {
    tables: [
      `CREATE TABLE ${table} (
    hash TEXT NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
      `CREATE INDEX ${table}_expiry ON ${table} (expires_at)`,
    ],
    use: async (runner, hash, expiresAt) => {
      const rows = await runner.run(
        `INSERT INTO ${table} (hash, expires_at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING RETURNING hash`,
        [hash, expiresAt],
      );
      return rows.length === 1;
    },
    wasUsed: async (runner, hash) => {
      const rows = await runner.run(`SELECT hash FROM ${table} WHERE hash = $1`, [hash]);
      return rows.length === 1;
    },
    forget: async (runner, before) => {
      await sweepRows(runner, { table, key: 'hash', due: 'expires_at < $1', values: [before] });
    },
  };
}
