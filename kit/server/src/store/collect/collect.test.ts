import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type SqlValue, type StatementRunner, StoreError } from '../store.ts';
import { collectedStatement, collectedWaiting, letCollect } from './index.ts';
import { manyText, type OneRow } from './many-text.ts';

const KEY = { key: 'id', types: ['TEXT', 'BIGINT'] } as const;
const UPDATE: OneRow = {
  ...KEY,
  text: 'UPDATE a SET n = $2 WHERE id = $1 AND (n < $2 OR n IS NULL) RETURNING id, n',
};

test('each kind of statement has a text for many rows', () => {
  const rows =
    '(VALUES (CAST($1 AS TEXT), CAST($2 AS BIGINT)), (CAST($3 AS TEXT), CAST($4 AS BIGINT))) AS asked (p1, p2)';
  const cases: [string, string][] = [
    [
      UPDATE.text,
      `UPDATE a SET n = asked.p2 FROM ${rows} WHERE id = asked.p1 AND (n < asked.p2 OR n IS NULL) RETURNING id, n`,
    ],
    [
      'DELETE FROM a WHERE id = $1 AND n > $2 RETURNING id',
      `DELETE FROM a USING ${rows} WHERE id = asked.p1 AND n > asked.p2 RETURNING id`,
    ],
    [
      'SELECT a.id, b.n FROM a\n JOIN b ON b.id = a.id WHERE a.id = $1 AND n = $2',
      `SELECT a.id, b.n FROM a JOIN b ON b.id = a.id CROSS JOIN ${rows} WHERE a.id = asked.p1 AND n = asked.p2`,
    ],
    [
      'INSERT INTO a (id, n) VALUES ($1, CASE WHEN $2 > 1 THEN (1) ELSE $2 END) RETURNING id',
      `INSERT INTO a (id, n) SELECT asked.p1, CASE WHEN asked.p2 > 1 THEN (1) ELSE asked.p2 END FROM ${rows} WHERE asked.p1 IS NOT NULL RETURNING id`,
    ],
    [
      'INSERT INTO a (id, n) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET n = excluded.n RETURNING id',
      `INSERT INTO a (id, n) SELECT asked.p1, asked.p2 FROM ${rows} WHERE asked.p1 IS NOT NULL ON CONFLICT (id) DO UPDATE SET n = excluded.n RETURNING id`,
    ],
  ];
  for (const [text, many] of cases) assert.equal(manyText({ ...KEY, text })(2), many);
  assert.match(manyText({ ...KEY, types: ['TEXT', 'BYTES'], text: UPDATE.text })(1), /CAST\(\$2 AS BYTEA\)/);
});

test('a text whose rows could be those of another key is refused', () => {
  const refused = [
    'UPDATE a SET n = $2 WHERE id = $1',
    'UPDATE a SET n = $2 WHERE n = 1 AND id = $1 RETURNING id',
    'UPDATE a SET n = $2 WHERE id = $1 OR n = 1 RETURNING id',
    'UPDATE a SET n = $2 WHERE id = $1 AND n = 2 OR n = 1 RETURNING id',
    'UPDATE a SET n = $2 WHERE id = $1 RETURNING n, id',
    'UPDATE a SET n = $2 WHERE other_id = $1 RETURNING id',
    'UPDATE a SET n = (SELECT max(n) FROM a) WHERE id = $1 AND n < $2 RETURNING id',
    'SELECT id FROM a WHERE id = $1 AND n IN (SELECT n FROM b WHERE n = $2)',
    'SELECT id FROM a',
    'INSERT INTO a (n, id) VALUES ($2, $1) RETURNING id',
    'INSERT INTO a (id, n) VALUES ($2, $1) RETURNING id',
    'INSERT INTO a (id, n) VALUES ($1, $2)',
    'INSERT INTO a (id, n) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET n = $2 RETURNING id',
  ];
  for (const text of refused) {
    assert.throws(() => collectedStatement({ ...KEY, text }), { code: 'store/statement' }, text);
  }
});

/** A runner that shows what it was given, and answers when it is let. */
function recording() {
  const calls: { readonly many: boolean; readonly keys: string[] }[] = [];
  const gate: { answer: (keys: string[]) => Promise<void> } = { answer: async () => {} };
  const runner: StatementRunner = { run: () => Promise.reject(new Error('not asked')) };
  const answer = (many: boolean) => async (_: string, values: readonly SqlValue[]) => {
    const keys = values.filter((value) => typeof value === 'string');
    calls.push({ many, keys });
    await gate.answer(keys);
    return keys.map((id) => ({ id, n: values[values.indexOf(id) + 1] }));
  };
  letCollect(runner, { alone: answer(false), once: answer(true), atOnce: 1 });
  return { runner, calls, gate };
}

test('two with one key never share a statement, and the second begins when the first has ended', async () => {
  const { runner, calls } = recording();
  const statement = collectedStatement<{ id: string; n: number }>(UPDATE);
  const rows = await Promise.all(
    [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
      ['a', 5],
    ].map((values) => statement.run(runner, values as SqlValue[])),
  );
  assert.deepEqual(
    rows.map((row) => row?.n),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(
    calls.map(({ keys }) => keys),
    [['a', 'b', 'c'], ['a'], ['a']],
  );
});

test('readers of one row share the reading that has not begun, and no other', async () => {
  const { runner, calls, gate } = recording();
  const statement = collectedStatement<{ id: string; n: number }>({
    ...KEY,
    text: 'SELECT id, n FROM a WHERE id = $1 AND n = $2',
  });
  const held = Promise.withResolvers<void>();
  gate.answer = () => held.promise;
  const early = [
    statement.run(runner, ['a', 1]),
    statement.run(runner, ['a', 1]),
    statement.run(runner, ['b', 1]),
  ];
  await turn();
  await turn();
  const late = [
    statement.run(runner, ['a', 1]),
    statement.run(runner, ['a', 2]),
    statement.run(runner, ['a', 1]),
  ];
  held.resolve();
  assert.deepEqual(
    (await Promise.all([...early, ...late])).map((row) => row?.n),
    [1, 1, 1, 1, 2, 1],
  );
  assert.equal(calls.length, 3);
});

test('after a fault the others are answered, after a lost answer nobody is tried again', async () => {
  const { runner, calls, gate } = recording();
  const statement = collectedStatement<{ id: string; n: number }>(UPDATE);
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const all = () => Promise.allSettled(ids.map((id, i) => statement.run(runner, [id, i])));
  gate.answer = async (keys) => {
    if (keys.includes('d')) throw new StoreError('store/constraint', 'd');
  };
  assert.deepEqual(
    (await all()).map(({ status }) => status === 'fulfilled'),
    [true, true, true, false, true],
  );
  for (const code of ['store/conflict', 'store/unavailable'] as const) {
    calls.length = 0;
    gate.answer = async (keys) => {
      if (keys.length > 1) throw new StoreError(code, '');
    };
    const outcome = (await all()).map(({ status }) => status === 'fulfilled');
    assert.deepEqual(
      outcome,
      ids.map(() => code === 'store/conflict'),
    );
    assert.equal(calls.filter(({ many }) => !many).length, code === 'store/conflict' ? 5 : 0);
  }
});

test('who has waited too long for a place is told so, while those before wait', async (context) => {
  const { runner, gate } = recording();
  const statement = collectedStatement<{ id: string; n: number }>(UPDATE);
  const held = Promise.withResolvers<void>();
  gate.answer = () => held.promise;
  const first = statement.run(runner, ['a', 1]);
  await turn();
  await turn();
  const now = performance.now();
  const second = statement.run(runner, ['b', 1]);
  context.mock.method(performance, 'now', () => now + 6_000);
  held.resolve();
  assert.equal((await first)?.id, 'a');
  await assert.rejects(second, { code: 'store/unavailable' });
});

test('who waits is counted, for a turn or for an answer, and nobody afterwards', async () => {
  const { runner, gate } = recording();
  const statement = collectedStatement<{ id: string; n: number }>(UPDATE);
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.answer = () => promise;
  assert.equal(collectedWaiting(runner), 0);
  const keys = ['a', 'b', 'a', 'a', 'c'];
  const asked = Promise.all(keys.map((key, at) => statement.run(runner, [key, at])));
  await new Promise(setImmediate);
  assert.equal(collectedWaiting(runner), keys.length);
  resolve();
  await asked;
  assert.equal(collectedWaiting(runner), 0);
});
