import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import { type SqlValue, StoreError } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { addItem, countItems, rejectsWith, withStore } from './with-store.ts';

const INSERT = 'INSERT INTO suite_item (id, amount, note, content) VALUES ($1, $2, $3, $4)';

export function describeStatements(harness: StoreHarness): void {
  describe('statements', () => {
    describeValues(harness);
    describeRefusals(harness);
    describeDiscretion(harness);
  });
}

function describeValues(harness: StoreHarness): void {
  it('gives every value back as it was given', () =>
    withStore(harness, async (store) => {
      const rows: SqlValue[][] = [
        ['plain', 1, 'a', Uint8Array.of(1, 2, 3)],
        ['largest', Number.MAX_SAFE_INTEGER, 'いろは\u{20BB7}\u{10FFFF}', new Uint8Array(70_000).fill(255)],
        ['smallest', Number.MIN_SAFE_INTEGER, '', new Uint8Array()],
        ["'; DROP TABLE suite_item; --", 0, '\\x00 $1 "\' \r\n\u0001', Uint8Array.of(0)],
        ['empty', 0, null, null],
      ];
      for (const row of rows) {
        const returned = await store.run(`${INSERT} RETURNING id, amount, note, content`, row);
        const [id, amount, note, content] = row;
        assert.deepEqual(returned, [{ id, amount, note, content }]);
      }
      assert.equal(await countItems(store), rows.length);
    }));

  it('binds parameters by number, in any order and more than once', () =>
    withStore(harness, async (store) => {
      await store.run('INSERT INTO suite_item (note, amount, id) VALUES ($2, $1, $2)', [7, 'seven']);
      const rows = await store.run(
        'SELECT id, amount, note FROM suite_item WHERE note = $2 AND amount = $1',
        [7, 'seven'],
      );
      assert.deepEqual(rows, [{ id: 'seven', amount: 7, note: 'seven' }]);
    }));

  it('tells by RETURNING whether a row was there', () =>
    withStore(harness, async (store) => {
      const consume = 'DELETE FROM suite_item WHERE id = $1 RETURNING amount';
      const insert = 'INSERT INTO suite_item (id) VALUES ($1) ON CONFLICT (id) DO NOTHING RETURNING id';
      assert.deepEqual(await store.run(insert, ['one']), [{ id: 'one' }]);
      assert.deepEqual(await store.run(insert, ['one']), []);
      assert.deepEqual(await store.run(consume, ['one']), [{ amount: 0 }]);
      assert.deepEqual(await store.run(consume, ['one']), []);
    }));

  it('gives numbers for counts, sums and comparisons', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'a', 2 ** 40);
      await addItem(store, 'b', 2);
      const [row] = await store.run(
        'SELECT count(*) AS n, sum(amount) AS total, max(amount) > 2 AS large FROM suite_item',
      );
      assert.deepEqual(row, { n: 2, total: 2 ** 40 + 2, large: 1 });
    }));

  it('stores and returns rows of one statement together', () =>
    withStore(harness, async (store) => {
      await store.run('INSERT INTO suite_item (id, amount) VALUES ($1, $2), ($3, $4)', ['a', 1, 'b', 2]);
      const rows = await store.run(
        'UPDATE suite_item SET amount = amount + $1 WHERE amount < $2 RETURNING id',
        [5, 9],
      );
      assert.equal(rows.length, 2);
    }));
}

function describeRefusals(harness: StoreHarness): void {
  it('answers a duplicate, a missing reference and a missing value with store/constraint', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'a');
      await rejectsWith(addItem(store, 'a'), 'store/constraint');
      const part = 'INSERT INTO suite_part (item, number) VALUES ($1, $2)';
      await rejectsWith(store.run(part, ['nobody', 1]), 'store/constraint');
      await rejectsWith(store.run(INSERT, ['b', null, null, null]), 'store/constraint');
      await rejectsWith(store.run(INSERT, [null, 1, null, null]), 'store/constraint');
      assert.equal(await countItems(store), 1);
    }));

  it('answers a statement it cannot understand with store/statement', () =>
    withStore(harness, async (store) => {
      for (const text of ['SELEC 1', 'SELECT 1 FROM suite_nowhere', 'SELECT nothing FROM suite_item']) {
        await rejectsWith(store.run(text), 'store/statement');
      }
      await rejectsWith(store.run(INSERT, ['a', 'text', null, null]), 'store/statement');
    }));

  it('refuses values that fit no column, in the wrong number, or several statements', () =>
    withStore(harness, async (store) => {
      const values = [
        0.5,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        2 ** 53,
        'a\0b',
        '\ud800',
        undefined,
        true,
        5n,
        {},
      ];
      for (const value of values as SqlValue[]) {
        await rejectsWith(store.run('SELECT id FROM suite_item WHERE id = $1', [value]), 'store/statement');
      }
      await rejectsWith(store.run('SELECT id FROM suite_item WHERE id = $1', []), 'store/statement');
      await rejectsWith(store.run('SELECT id FROM suite_item WHERE id = $1', ['a', 'b']), 'store/statement');
      await rejectsWith(store.run('SELECT id FROM suite_item WHERE id = $2', ['a']), 'store/statement');
      await rejectsWith(store.run('DELETE FROM suite_item; DELETE FROM suite_part'), 'store/statement');
    }));
}

function describeDiscretion(harness: StoreHarness): void {
  it('refuses a number that JavaScript cannot hold', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'a', Number.MAX_SAFE_INTEGER);
      await rejectsWith(store.run('SELECT amount + 1 AS more FROM suite_item'), 'store/statement');
    }));

  it('never repeats a value in an error', () =>
    withStore(harness, async (store) => {
      const secret = 'four-items-of-a-person';
      await addItem(store, secret);
      const faulty: (() => Promise<unknown>)[] = [
        () => addItem(store, secret),
        () => store.run(INSERT, ['b', secret, null, null]),
        () => store.run('INSERT INTO suite_part (item, number) VALUES ($1, $2)', [secret, null]),
        () => store.run('SELECT id FROM suite_item WHERE id = $1', [`${secret}\0`]),
      ];
      for (const attempt of faulty) {
        const error = await attempt().catch((reason: unknown) => reason);
        assert.ok(error instanceof StoreError);
        const everything = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
        assert.ok(!everything.includes(secret), everything);
      }
    }));

  it('answers with store/unavailable once it is closed', async () => {
    const store = await openStore(await harness.fresh());
    await store.close();
    await store.close();
    await rejectsWith(store.run('SELECT 1 AS one'), 'store/unavailable');
    await rejectsWith(
      store.transaction(async () => {}),
      'store/unavailable',
    );
  });
}
