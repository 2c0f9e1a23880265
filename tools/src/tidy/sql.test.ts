import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MIGRATIONS as AUTHORITY } from '@kazasu/authority/schema';
import { MIGRATIONS as PROVIDER } from '@kazasu/provider/schema';
import { MIGRATIONS as TIMESTAMP } from '@kazasu/timestamp/schema';
import { MIGRATIONS as VERIFIER } from '@kazasu/verifier/schema';
import { migrationFaults } from '../docs/migration-rules.ts';
import { sqlFaults, sqlTexts } from '../docs/sql-features.ts';
import { isTest, textFiles, typeScriptFiles } from './sources.ts';

/** What came before nodes were upgraded one by one, while others ran: changed never, and held to nothing. */
const BEFORE = { authority: 6, provider: 13, timestamp: 1, verifier: 4 } as const;

test('every migration is one that nodes of the version before can live with', () => {
  const services = { authority: AUTHORITY, provider: PROVIDER, timestamp: TIMESTAMP, verifier: VERIFIER };
  for (const [name, migrations] of Object.entries(services)) {
    const held = migrations.filter(({ id }) => id > BEFORE[name as keyof typeof BEFORE]);
    assert.deepEqual(
      held.flatMap(({ id, statements }) =>
        migrationFaults(statements).map((fault) => `${name} ${id}: ${fault}`),
      ),
      [],
    );
  }
});

test('the rules see what would stop or break a node that still runs', () => {
  const table = 'CREATE TABLE a_row (id TEXT PRIMARY KEY, n BIGINT NOT NULL)';
  const good = [
    [table, 'CREATE INDEX a_row_n ON a_row (n)', "INSERT INTO a_row (id, n) VALUES ('one', 1)"],
    ['ALTER TABLE a_row ADD COLUMN m BIGINT', "ALTER TABLE a_row ADD COLUMN t TEXT NOT NULL DEFAULT ''"],
    ['ALTER TABLE a_row ADD COLUMN u TEXT', 'CREATE INDEX a_row_u ON a_row (u) WHERE u IS NOT NULL'],
  ];
  for (const statements of good) assert.deepEqual(migrationFaults(statements), [], statements[0]);
  const bad = [
    'ALTER TABLE a_row ADD COLUMN m BIGINT NOT NULL',
    'ALTER TABLE a_row ADD COLUMN m BIGINT UNIQUE',
    'ALTER TABLE a_row ADD COLUMN m BIGINT REFERENCES a_row (id)',
    'ALTER TABLE a_row DROP COLUMN n',
    'ALTER TABLE a_row RENAME COLUMN n TO m',
    'ALTER TABLE a_row RENAME TO b_row',
    'ALTER TABLE a_row ALTER COLUMN n TYPE TEXT',
    'DROP TABLE a_row',
    'DROP INDEX a_row_n',
    'CREATE INDEX a_row_n ON a_row (n)',
    'CREATE UNIQUE INDEX a_row_n ON a_row (n)',
    'UPDATE a_row SET n = 0',
    'DELETE FROM a_row',
    'INSERT INTO a_row (id, n) SELECT id, n FROM b_row',
  ];
  for (const statement of bad) assert.equal(migrationFaults([statement]).length, 1, statement);
});

test('every statement of the services keeps to the SQL that docs/storage.md lists', () => {
  const sources = typeScriptFiles(textFiles()).filter(
    ({ path }) =>
      /^(kit\/server|services)\//.test(path) &&
      !isTest(path) &&
      !/\/(testing|conformance|texts?|page)\b/.test(path),
  );
  const texts = sources.flatMap(({ path, text }) => sqlTexts(text).map((sql) => ({ path, sql })));
  assert.ok(texts.length > 300, `${texts.length} statements found`);
  const faults = texts.flatMap(({ path, sql }) => sqlFaults(sql).map((fault) => `${path}: ${fault}`));
  assert.deepEqual([...new Set(faults)], []);
});

test('what other engines lack is seen', () => {
  const refused = [
    'SELECT pg_advisory_lock($1) FROM a_row',
    'SELECT id FROM a_row WHERE id = $1 FOR UPDATE SKIP LOCKED',
    'CREATE TABLE a_row (id BIGSERIAL PRIMARY KEY)',
    'INSERT INTO a_row (id) VALUES ($1::text) RETURNING id',
    'UPDATE a_row SET at = now() WHERE id = $1 RETURNING id',
    'SELECT id FROM a_row WHERE note ILIKE $1',
    'SELECT id, row_number() OVER (ORDER BY id) FROM a_row',
  ];
  for (const sql of refused) {
    const [text = ''] = sqlTexts(`const statement = \`${sql}\`;`);
    assert.ok(sqlFaults(text).length > 0, sql);
  }
});
