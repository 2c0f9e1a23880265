import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPostgresDdl, toSqliteDdl } from './ddl.ts';

const TABLE = 'CREATE TABLE a_b (id TEXT PRIMARY KEY, bytes BYTES NOT NULL, at BIGINT, n INTEGER)';

test('SQLite gets BLOB, INTEGER and strict tables', () => {
  const expected =
    'CREATE TABLE a_b (id TEXT PRIMARY KEY, bytes BLOB NOT NULL, at INTEGER, n INTEGER) STRICT';
  assert.equal(toSqliteDdl(TABLE), expected);
  assert.equal(toSqliteDdl('CREATE INDEX a_b_at ON a_b (at)'), 'CREATE INDEX a_b_at ON a_b (at)');
  assert.equal(toSqliteDdl('ALTER TABLE a_b ADD COLUMN x BYTES'), 'ALTER TABLE a_b ADD COLUMN x BLOB');
});

test('PostgreSQL gets BYTEA, and 64 bits for every integer', () => {
  const expected = 'CREATE TABLE a_b (id TEXT PRIMARY KEY, bytes BYTEA NOT NULL, at BIGINT, n BIGINT)';
  assert.equal(toPostgresDdl(TABLE), expected);
});
