import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectedStatement } from '../collect/index.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { CollectTask } from './child/collect.ts';
import type { StoreHarness } from './describe-store.ts';
import { race } from './rival.ts';
import { SCHEMA } from './schema.ts';
import { countItems, rejectsWith, withStore } from './with-store.ts';

interface Item {
  readonly id: string;
  readonly amount: number;
  readonly note: string | null;
  readonly content: Uint8Array | null;
}

const ALL = 'id, amount, note, content';
const TYPES = ['TEXT', 'BIGINT', 'TEXT', 'BYTES'] as const;
const insert = collectedStatement<Item>({
  text: `INSERT INTO suite_item (id, amount, note, content) VALUES ($1, $2, $3, $4) RETURNING ${ALL}`,
  key: 'id',
  types: TYPES,
});
const insertOnce = collectedStatement<{ id: string }>({
  text: 'INSERT INTO suite_item (id, amount) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id',
  key: 'id',
  types: ['TEXT', 'BIGINT'],
});
const use = collectedStatement<Item>({
  text: `UPDATE suite_item SET amount = CASE WHEN amount = 0 THEN $2 ELSE -1 END, note = $3
    WHERE id = $1 AND amount = 0 AND (note IS NULL OR note <> $3) RETURNING ${ALL}`,
  key: 'id',
  types: ['TEXT', 'BIGINT', 'TEXT'],
});
const remove = collectedStatement<Item>({
  text: `DELETE FROM suite_item WHERE id = $1 RETURNING ${ALL}`,
  key: 'id',
  types: ['TEXT'],
});
const find = collectedStatement<Item>({
  text: `SELECT ${ALL} FROM suite_item WHERE id = $1 AND amount >= $2`,
  key: 'id',
  types: ['TEXT', 'BIGINT'],
});

const NAMES = Array.from({ length: 150 }, (_, i) => `item ${i}`);
const item = (id: string, i: number): Item => ({
  id,
  amount: i,
  note: i % 3 === 0 ? null : `note "${i}"\\', $1`,
  content: i % 2 === 0 ? null : Uint8Array.of(i, 0, 255),
});
const insertAll = (store: Store) =>
  Promise.all(NAMES.map((id, i) => insert.run(store, Object.values(item(id, i)))));

export function describeCollected(harness: StoreHarness): void {
  describe('statements that many share', () => {
    describeRows(harness);
    describeFaults(harness);
    if (harness.shared) describeSingleUse(harness);
  });
}

function describeRows(harness: StoreHarness): void {
  it('give everybody the row of the own key, inserted, read, updated and deleted', () =>
    withStore(harness, async (store) => {
      assert.deepEqual(await insertAll(store), NAMES.map(item));
      const asked = [...NAMES, 'nobody', 'item 7'];
      const found = await Promise.all(asked.map((id) => find.run(store, [id, 5])));
      const expected = asked.map((id) => {
        const i = NAMES.indexOf(id);
        return i >= 5 ? item(id, i) : undefined;
      });
      assert.deepEqual(found, expected);
      await store.run('UPDATE suite_item SET amount = 0, note = NULL');
      const used = await Promise.all(NAMES.map((id, i) => use.run(store, [id, i + 1, id])));
      assert.deepEqual(
        used,
        NAMES.map((id, i) => ({ ...item(id, i), amount: i + 1, note: id })),
      );
      const removed = await Promise.all(NAMES.map((id) => remove.run(store, [id])));
      assert.deepEqual(
        removed.map((row) => row?.note),
        NAMES,
      );
      assert.equal(await countItems(store), 0);
    }));

  it('give readers of the same row objects of their own', () =>
    withStore(harness, async (store) => {
      await insert.run(store, Object.values(item('item 1', 1)));
      const rows = await Promise.all(
        NAMES.map(async () => {
          const row = await find.run(store, ['item 1', 0]);
          const kept = { ...row, content: [...(row?.content ?? [])] };
          row?.content?.fill(9);
          return kept;
        }),
      );
      for (const row of rows) assert.deepEqual(row, { ...item('item 1', 1), content: [1, 0, 255] });
    }));

  it('are part of a transaction when they are asked within it', () =>
    withStore(harness, async (store) => {
      const undone = store.transaction(async (within) => {
        await Promise.all(['a', 'b'].map((id) => insertOnce.run(within, [id, 1])));
        assert.equal((await find.run(within, ['a', 0]))?.amount, 1);
        throw new Error('undo');
      });
      await assert.rejects(undone, /undo/);
      assert.equal(await countItems(store), 0);
      await rejectsWith(
        store.transaction(() => find.run(store, ['a', 0])),
        'store/statement',
      );
    }));
}

function describeFaults(harness: StoreHarness): void {
  it('fail those alone who are at fault', () =>
    withStore(harness, async (store) => {
      await insertOnce.run(store, ['item 70', 0]);
      const results = await Promise.allSettled(
        NAMES.map((id, i) => insert.run(store, [id, i === 90 ? 'text' : i, i === 100 ? 'a\0' : null, null])),
      );
      const failed = results.flatMap((result, i) =>
        result.status === 'rejected' ? [[i, result.reason.code]] : [],
      );
      assert.deepEqual(failed, [
        [70, 'store/constraint'],
        [90, 'store/statement'],
        [100, 'store/statement'],
      ]);
      assert.equal(await countItems(store), NAMES.length - 2);
    }));

  it('fail all with store/unavailable when the store is closed', async () => {
    const store = await openStore(await harness.fresh());
    await store.close();
    for (const result of await Promise.allSettled(NAMES.map((id) => find.run(store, [id, 0])))) {
      assert.equal(result.status === 'rejected' && result.reason.code, 'store/unavailable');
    }
  });
}

function describeSingleUse(harness: StoreHarness): void {
  it('have one winner of 50 uses of each of 50 things at once, by two stores', async () => {
    const options = await harness.fresh();
    const stores = [await openStore(options), await openStore(options)];
    const [first, second] = stores as [Store, Store];
    await first.migrate('suite', SCHEMA);
    const things = NAMES.slice(0, 50);
    const all = (
      statement: typeof use | typeof insertOnce | typeof remove,
      values: (n: number) => (string | number)[],
    ) =>
      Promise.all(
        things.flatMap((id) =>
          Array.from({ length: 50 }, (_, n) =>
            statement.run(n % 2 === 0 ? first : second, [id, ...values(n)]).then((row) => row && id),
          ),
        ),
      );
    const winners = (rows: readonly (string | undefined)[]) => rows.filter((row) => row !== undefined).sort();
    assert.deepEqual(winners(await all(insertOnce, () => [0])), [...things].sort());
    assert.deepEqual(winners(await all(use, (n) => [n + 1, `by ${n}`])), [...things].sort());
    assert.deepEqual(winners(await all(remove, () => [])), [...things].sort());
    await Promise.all(stores.map((store) => store.close()));
  });

  it('have one winner of each thing among four processes', async () => {
    const options = await harness.fresh();
    const store = await openStore(options);
    await store.migrate('suite', SCHEMA);
    await insertAll(store);
    const task: CollectTask = { ids: NAMES };
    const won = (await race(4, 'collect', options, { ...task })) as string[][][];
    for (const way of [0, 1]) {
      assert.deepEqual(won.flatMap((ways) => ways[way] ?? []).sort(), [...NAMES].sort());
    }
    await store.close();
  });
}
