import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openStore, type StatementRunner } from '@kazasu/server/store';
import { lookUpTogether, placesAfter } from './together.ts';

interface Row {
  readonly name: string;
  readonly value: string;
}

/** A table of two tenants, and what was asked of it. */
async function open() {
  const store = await openStore({ file: ':memory:' });
  await store.migrate('a', [
    {
      id: 1,
      statements: ['CREATE TABLE a_row (tenant TEXT, name TEXT, value TEXT, PRIMARY KEY (tenant, name))'],
    },
  ]);
  const insert = (tenant: string, name: string, value: string) =>
    store.run('INSERT INTO a_row (tenant, name, value) VALUES ($1, $2, $3)', [tenant, name, value]);
  const asked: [string, number][] = [];
  const gate = { before: async () => {} };
  const lookUp = lookUpTogether<string>(async (runner: StatementRunner, tenant, names) => {
    asked.push([tenant, new Set(names).size]);
    const rows = await runner.run<Row>(
      `SELECT name, value FROM a_row WHERE tenant = $1 AND name IN (${placesAfter(1, names)})`,
      [tenant, ...names],
    );
    await gate.before();
    return new Map(rows.map(({ name, value }) => [name, value]));
  });
  return { store, insert, asked, gate, ask: (tenant: string, name: string) => lookUp(store, tenant, name) };
}

test('who asks at the same time shares a statement, and everybody gets the row of the own key', async () => {
  const { store, insert, asked, ask } = await open();
  const names = Array.from({ length: 100 }, (_, i) => `name-${i}`);
  for (const name of names) await insert('one', name, `value of ${name}`);
  const answers = await Promise.all([...names, 'nobody', 'name-7'].map((name) => ask('one', name)));
  assert.deepEqual(answers, [...names.map((name) => `value of ${name}`), undefined, 'value of name-7']);
  assert.ok(asked.length <= 3, `${asked.length} statements`);
  await store.close();
});

test('tenants never share a statement, and the same key is another in each', async () => {
  const { store, insert, asked, ask } = await open();
  await insert('one', 'name', 'of one');
  await insert('two', 'name', 'of two');
  const answers = await Promise.all([
    ask('one', 'name'),
    ask('two', 'name'),
    ask('three', 'name'),
    ask('one', 'name'),
  ]);
  assert.deepEqual(answers, ['of one', 'of two', undefined, 'of one']);
  assert.deepEqual(asked.map(([tenant]) => tenant).sort(), ['one', 'three', 'two']);
  await store.close();
});

test('what was committed before somebody asked is in the answer, also while a statement is under way that began before', async () => {
  const { store, insert, gate, ask } = await open();
  await insert('one', 'key', 'alive');
  const held = Promise.withResolvers<void>();
  gate.before = () => held.promise;
  const early = [ask('one', 'key'), ask('one', 'other')];
  await turn();
  await turn();
  const alsoEarly = ask('one', 'key');
  await turn();
  await turn();
  await store.run(`UPDATE a_row SET value = 'revoked' WHERE name = 'key'`);
  const late = ask('one', 'key');
  held.resolve();
  assert.deepEqual(await Promise.all([...early, alsoEarly]), ['alive', undefined, 'alive']);
  assert.equal(await late, 'revoked');
  assert.equal(await ask('one', 'key'), 'revoked', 'nothing is kept');
  await store.run(`DELETE FROM a_row WHERE name = 'key'`);
  assert.equal(await ask('one', 'key'), undefined, 'nothing is kept');
  await store.close();
});

test('a statement that fails fails those alone who shared it', async () => {
  const { store, insert, gate, ask } = await open();
  await insert('one', 'name', 'value');
  gate.before = () => Promise.reject(new Error('lost'));
  const both = await Promise.allSettled([ask('one', 'name'), ask('one', 'other')]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  gate.before = async () => {};
  assert.equal(await ask('one', 'name'), 'value');
  await store.close();
});
