/** The identifiers (`jti`) of what is good once: hashes, because an identifier may hold anything its maker likes. */
import { hashToken } from '@kazasu/server/keys';
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';

/** One use of an identifier, which its maker alone may give away. */
export interface Use {
  /** Who made it: a client, or the thumbprint of a key. Two makers may choose the same. */
  readonly maker: string;
  readonly jti: string;
  /** Milliseconds since 1970; beyond the last moment at which what bears it could be accepted. */
  readonly expiresAt: number;
}

export interface UsedIds {
  readonly tables: readonly string[];
  /** Uses it up, in one statement; false where it was used before, on whichever node. */
  use(store: StatementRunner, use: Use): Promise<boolean>;
  /** Returns how many rows went. */
  sweep(store: StatementRunner, now: number): Promise<number>;
}

/** A memory of its own, in the table of this name. */
export function usedIds(table: string): UsedIds {
  const statement = collectedStatement({
    text: `INSERT INTO ${table} (jti_hash, expires_at) VALUES ($1, $2)
    ON CONFLICT (jti_hash) DO NOTHING RETURNING jti_hash`,
    key: 'jti_hash',
    types: ['TEXT', 'BIGINT'],
  });
  return {
    tables: [
      `CREATE TABLE ${table} (
    jti_hash TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
      `CREATE INDEX ${table}_expiry ON ${table} (expires_at)`,
    ],
    use: async (store, { maker, jti, expiresAt }) => {
      const row = await statement.run(store, [hashToken(`${maker} ${jti}`), expiresAt]);
      return row !== undefined;
    },
    sweep: (store, now) =>
      sweepRows(store, { table, key: 'jti_hash', due: 'expires_at <= $1', values: [now] }),
  };
}
