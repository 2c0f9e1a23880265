import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { MIGRATIONS as AUTHORITY } from '@kazasu/authority/schema';
import { MIGRATIONS as PROVIDER } from '@kazasu/provider/schema';
import { type Migration, openStore, type SqlValue, type Store, StoreError } from '@kazasu/server/store';
import { MIGRATIONS as TIMESTAMP } from '@kazasu/timestamp/schema';
import { MIGRATIONS as VERIFIER } from '@kazasu/verifier/schema';
import { migrationFaults } from '../docs/migration-rules.ts';
import { sqlFaults, sqlTexts } from '../docs/sql-features.ts';
import { isTest, textFiles, typeScriptFiles } from './sources.ts';

/** What came before nodes were upgraded one by one, while others ran: changed never, and held to nothing. */
const BEFORE = { authority: 6, provider: 12, timestamp: 1, verifier: 4 } as const;

const SERVICES = { authority: AUTHORITY, provider: PROVIDER, timestamp: TIMESTAMP, verifier: VERIFIER };

test('every migration is one that nodes of the version before can live with', () => {
  for (const [name, migrations] of Object.entries(SERVICES)) {
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

interface Column {
  readonly table_name: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

const COLUMNS = `SELECT m.name AS table_name, p.name AS name, p.type AS type, p.pk AS pk
  FROM sqlite_master m, pragma_table_info(m.name) p
  WHERE m.type = 'table' AND m.name NOT LIKE 'kazasu_%' ORDER BY m.name, p.cid`;

async function storeAt(migrations: readonly Migration[]): Promise<Store> {
  const store = await openStore({ file: ':memory:' });
  await store.migrate('service', migrations);
  return store;
}

async function columnsOf(store: Store): Promise<Map<string, Column[]>> {
  return Map.groupBy(await store.run<Column>(COLUMNS), (column) => column.table_name);
}

/**
 * All that a node can do with the columns that it knows, and what it is answered: rows that differ in their key alone, one that is there, one
 * that names what it must and no more, a change of each column, a reading, a removal.
 */
async function answersTo(store: Store, tables: ReadonlyMap<string, readonly Column[]>): Promise<string[]> {
  const answers: string[] = [];
  const run = async (text: string, values: readonly SqlValue[] = []) => {
    const told = await store.run(text, values).then(
      (rows) => JSON.stringify(rows),
      (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
    );
    answers.push(`${text} ${values}: ${told}`);
  };
  for (const [table, columns] of tables) {
    const names = columns.map(({ name }) => name).join(', ');
    const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
    const places = columns.map((_, i) => `$${i + 1}`).join(', ');
    const insert = `INSERT INTO ${table} (${names}) VALUES (${places})`;
    const row = (keyed: number, other: number) =>
      columns.map(({ type, pk }) => (type === 'TEXT' ? `${pk > 0 ? keyed : other}` : pk > 0 ? keyed : other));
    await run(insert, row(10, 10));
    await run(insert, row(11, 10));
    await run(insert, row(12, 12));
    await run(`${insert} ON CONFLICT (${key.join(', ')}) DO NOTHING RETURNING ${names}`, row(10, 13));
    for (const { name } of columns) {
      await run(`INSERT INTO ${table} (${name}) VALUES ($1)`, [20]);
      await run(`UPDATE ${table} SET ${name} = NULL RETURNING ${names}`);
    }
    await run(`SELECT ${names} FROM ${table} ORDER BY ${key.join(', ')}`);
    await run(`DELETE FROM ${table} RETURNING ${names}`);
  }
  return answers;
}

/** The answers that a node of the version with these migrations gets, on its own schema and on the newest. */
async function bothAnswers(old: readonly Migration[], newest: readonly Migration[]) {
  const [before, now] = [await storeAt(old), await storeAt(newest)];
  const tables = await columnsOf(before);
  const answers = [await answersTo(before, tables), await answersTo(now, tables)] as const;
  await Promise.all([before.close(), now.close()]);
  return answers;
}

test('a node of an earlier version gets the same answers from the newest schema', async () => {
  for (const [name, migrations] of Object.entries(SERVICES)) {
    const first = BEFORE[name as keyof typeof BEFORE];
    for (const { id } of migrations.filter((one) => one.id >= first)) {
      const [before, now] = await bothAnswers(
        migrations.filter((one) => one.id <= id),
        migrations,
      );
      assert.ok(before.length > 20, name);
      assert.deepEqual(now, before, `${name} ${id}`);
    }
  }
});

test('answers differ where a migration takes away, demands or forbids', async () => {
  const old = { id: 1, statements: ['CREATE TABLE a_row (id TEXT PRIMARY KEY, n BIGINT NOT NULL, u TEXT)'] };
  const differs = async (statement: string) => {
    const [before, now] = await bothAnswers([old], [old, { id: 2, statements: [statement] }]);
    return !isDeepStrictEqual(before, now);
  };
  assert.equal(await differs('ALTER TABLE a_row ADD COLUMN m BIGINT NOT NULL DEFAULT 0'), false);
  for (const statement of [
    'ALTER TABLE a_row DROP COLUMN u',
    'ALTER TABLE a_row RENAME COLUMN n TO m',
    'ALTER TABLE a_row RENAME TO b_row',
    'CREATE UNIQUE INDEX a_row_n ON a_row (n)',
    'ALTER TABLE a_row ADD COLUMN m BIGINT CHECK (n < 11)',
  ])
    assert.ok(await differs(statement), statement);
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
