import { collectedStatement, type SqlValue, type Store } from '@kazasu/server/store';

/** A table like that of the sessions: two keys, a dozen columns, sealed octets in one of them. */
export const TABLE = `CREATE TABLE bench_session (
  id TEXT PRIMARY KEY, code_hash TEXT NOT NULL UNIQUE, code_used_at BIGINT, refresh_hash TEXT,
  client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, scope TEXT NOT NULL, nonce TEXT NOT NULL,
  code_challenge TEXT NOT NULL, subject TEXT NOT NULL, items BYTES, auth_time BIGINT NOT NULL, expires_at BIGINT NOT NULL
)`;

const COLUMNS =
  'id, client_id, redirect_uri, scope, nonce, code_challenge, subject, items, auth_time, expires_at';

/** One kind of statement, and the values of its request of a number. */
export interface Kind {
  readonly name: 'insert' | 'update' | 'select';
  readonly text: string;
  run(store: Store, values: readonly SqlValue[]): Promise<unknown>;
  valuesOf(number: number): SqlValue[];
}

const id = (number: number) => `a-session-of-thirty-six-octets-${number}`;

function kind(
  name: Kind['name'],
  one: Parameters<typeof collectedStatement>[0],
  valuesOf: Kind['valuesOf'],
): Kind {
  const statement = collectedStatement(one);
  return { name, text: one.text, valuesOf, run: (store, values) => statement.run(store, values) };
}

export const KINDS: readonly Kind[] = [
  kind(
    'insert',
    {
      text: `INSERT INTO bench_session (id, code_hash, client_id, redirect_uri, scope, nonce, code_challenge, subject, items,
        auth_time, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
      key: 'id',
      types: ['TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'BYTES', 'BIGINT', 'BIGINT'],
    },
    (number) => [
      id(number),
      `code-${id(number)}`,
      'a-client',
      'https://rp.example.org/callback',
      'openid name address',
      `nonce-${id(number)}`,
      'c'.repeat(43),
      `subject-${number}`,
      number % 2 === 0 ? null : new Uint8Array(200),
      1,
      2,
    ],
  ),
  kind(
    'update',
    {
      text: `UPDATE bench_session SET code_used_at = $2, refresh_hash = $3 WHERE code_hash = $1 AND code_used_at IS NULL
        RETURNING code_hash, ${COLUMNS}`,
      key: 'code_hash',
      types: ['TEXT', 'BIGINT', 'TEXT'],
    },
    (number) => [`code-${id(number)}`, 3, 'r'.repeat(43)],
  ),
  kind(
    'select',
    {
      text: `SELECT ${COLUMNS} FROM bench_session WHERE id = $1 AND expires_at >= $2`,
      key: 'id',
      types: ['TEXT', 'BIGINT'],
    },
    (number) => [id(number), 1],
  ),
];
