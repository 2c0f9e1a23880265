/**
 * Identifiers (`jti`) that are known for a time: of what is good once, or no longer good. Kept as hashes, because an identifier may hold
 * anything its maker likes.
 */
import { hashToken } from '@kazasu/server/keys';
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';

export interface RememberedId {
  /** Begins with its maker (a client, the thumbprint of a key) where two makers may choose the same. */
  readonly id: string;
  /** Milliseconds since 1970; beyond the last moment at which what bears it could be accepted. */
  readonly expiresAt: number;
}

export interface RememberedIds {
  readonly tables: readonly string[];
  /** In one statement; false where it was there before, on whichever node. */
  add(store: StatementRunner, remembered: RememberedId): Promise<boolean>;
  has(store: StatementRunner, id: string): Promise<boolean>;
  /** Returns how many rows went. */
  sweep(store: StatementRunner, now: number): Promise<number>;
}

/** A memory of its own, in the table of this name. */
export function rememberedIds(table: string): RememberedIds {
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
    add: async (store, { id, expiresAt }) =>
      (await statement.run(store, [hashToken(id), expiresAt])) !== undefined,
    has: async (store, id) => {
      const rows = await store.run(`SELECT jti_hash FROM ${table} WHERE jti_hash = $1`, [hashToken(id)]);
      return rows.length > 0;
    },
    sweep: (store, now) =>
      sweepRows(store, { table, key: 'jti_hash', due: 'expires_at <= $1', values: [now] }),
  };
}
