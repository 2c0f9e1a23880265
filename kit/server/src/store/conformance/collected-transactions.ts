import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectedStatement, collectedTransaction } from '../collect/index.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { SCHEMA } from './schema.ts';
import { withStore } from './with-store.ts';

const use = collectedStatement<{ id: string }>({
  text: 'UPDATE suite_item SET amount = $2 WHERE id = $1 AND amount = 0 RETURNING id',
  key: 'id',
  types: ['TEXT', 'BIGINT'],
});
const leave = collectedStatement<{ id: string }>({
  text: 'INSERT INTO suite_item (id, amount, note) VALUES ($1, $2, $3) RETURNING id',
  key: 'id',
  types: ['TEXT', 'BIGINT', 'TEXT'],
});

interface Use {
  readonly id: string;
  /** What is left instead, by the one who used it. */
  readonly left: string;
  readonly by: number;
}

/** Uses a thing up and leaves another in its place. */
const replace = collectedTransaction<Use, boolean>({
  keyOf: ({ id }) => id,
  work: async (within, uses) => {
    const rows = await use.runMany(
      within,
      uses.map(({ id, by }) => [id, by]),
    );
    const won = uses.filter((_, i) => rows[i] !== undefined);
    await leave.runMany(
      within,
      won.map(({ id, left, by }) => [left, by, id]),
    );
    return rows.map((row) => row !== undefined);
  },
});

const THINGS = Array.from({ length: 80 }, (_, i) => `thing ${i}`);
const placed = (store: Store) =>
  Promise.all(THINGS.map((id) => store.run('INSERT INTO suite_item (id) VALUES ($1)', [id])));
const pairs = (store: Store) =>
  store.run<{ used: string; left: string }>(
    `SELECT before.id AS used, after.id AS left FROM suite_item before JOIN suite_item after ON after.note = before.id
     WHERE before.amount = after.amount ORDER BY before.id`,
  );

export function describeCollectedTransactions(harness: StoreHarness): void {
  describe('transactions that many share', () => {
    it('tell everybody what became of their own', () =>
      withStore(harness, async (store) => {
        await placed(store);
        const asked = ['nothing', ...THINGS.flatMap((id, i) => [id, `nothing ${i}`]), ...THINGS.slice(0, 5)];
        const answers = await Promise.all(
          asked.map((id, i) => replace(store, { id, left: `left of ${id} by ${i}`, by: i + 1 })),
        );
        const firsts = (id: string, i: number) => id.startsWith('thing') && asked.indexOf(id) === i;
        assert.deepEqual(answers, asked.map(firsts));
        assert.deepEqual(
          await pairs(store),
          [...THINGS].sort().map((id) => ({ used: id, left: `left of ${id} by ${asked.indexOf(id)}` })),
        );
      }));

    it('leave nothing of those at fault, and everything of the others', () =>
      withStore(harness, async (store) => {
        await placed(store);
        const faulty = new Set([7, 40]);
        const results = await Promise.allSettled(
          THINGS.map((id, i) =>
            replace(store, { id, left: faulty.has(i) ? 'thing 0' : `left ${i}`, by: i + 1 }),
          ),
        );
        const refused = results.flatMap((result, i) =>
          result.status === 'rejected' ? [[i, result.reason.code]] : [],
        );
        assert.deepEqual(refused, [
          [7, 'store/constraint'],
          [40, 'store/constraint'],
        ]);
        assert.equal((await pairs(store)).length, THINGS.length - faulty.size);
        const unused = await store.run('SELECT id FROM suite_item WHERE amount = 0 ORDER BY id');
        assert.deepEqual(unused, [{ id: 'thing 40' }, { id: 'thing 7' }]);
      }));

    it('have one winner of 20 uses of each thing at once, by two stores', async () => {
      const options = await harness.fresh();
      const stores = await Promise.all([openStore(options), ...(harness.shared ? [openStore(options)] : [])]);
      const [first, last] = [stores[0], stores.at(-1)] as [Store, Store];
      await first.migrate('suite', SCHEMA);
      await placed(first);
      const won = await Promise.all(
        THINGS.flatMap((id) =>
          Array.from({ length: 20 }, (_, n) =>
            replace(n % 2 === 0 ? first : last, { id, left: `${id} by ${n}`, by: n + 1 }),
          ),
        ),
      );
      assert.equal(won.filter((each) => each).length, THINGS.length);
      assert.equal((await pairs(first)).length, THINGS.length);
      await Promise.all(stores.map((store) => store.close()));
    });
  });
}
