import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import type { SqlValue, StatementRunner, Store } from '../store.ts';
import { sweepRows, takeTurn } from '../sweep-store.ts';
import type { StoreHarness } from './describe-store.ts';
import { SCHEMA } from './schema.ts';
import { countItems, withStore } from './with-store.ts';

const DUE = { table: 'suite_item', key: 'id', due: 'amount <= $1 OR amount = $2', values: [1_200, 1_300] };

/** Runs something before each statement, and counts them. */
function before(
  store: Store,
  work: (count: number) => Promise<unknown>,
): StatementRunner & { readonly count: () => number } {
  let count = 0;
  return {
    count: () => count,
    run: async (statement: string, values?: readonly SqlValue[]) => {
      count += 1;
      await work(count);
      return store.run(statement, values) as never;
    },
  };
}

async function fill(store: Store): Promise<void> {
  await store.transaction(async (within) => {
    for (let i = 1; i <= 1_300; i++)
      await within.run('INSERT INTO suite_item (id, amount) VALUES ($1, $2)', [`${i}`, i]);
  });
}

export function describeSweeps(harness: StoreHarness): void {
  describe('sweeps', () => {
    it('take away all that is due, in small statements, and nothing that was given more time meanwhile', () =>
      withStore(harness, async (store) => {
        await fill(store);
        const watched = before(store, async (count) => {
          if (count === 2) await store.run('UPDATE suite_item SET amount = 1299 WHERE amount > 1100');
        });
        const swept = await sweepRows(watched, DUE);
        const left = await countItems(store);
        assert.equal(swept + left, 1_300);
        assert.ok(left >= 200 && left < 1_300 - 500, `${left}`);
        assert.ok(watched.count() >= 3, 'one large statement');
        const [due] = await store.run(
          'SELECT count(*) AS n FROM suite_item WHERE amount <= 1200 OR amount = 1300',
        );
        assert.deepEqual(due, { n: 0 });
      }));

    it('change what is due in the same way', () =>
      withStore(harness, async (store) => {
        await fill(store);
        const forgotten = {
          ...DUE,
          due: `amount <= $1 AND note IS NULL`,
          values: [1_200],
          set: `note = 'swept'`,
        };
        assert.equal(await sweepRows(store, forgotten), 1_200);
        assert.equal(await sweepRows(store, forgotten), 0);
      }));

    it('belong to one node at a time, and to another when its time is up', async () => {
      const options = await harness.fresh();
      const first = await openStore(options);
      await first.migrate('suite', SCHEMA);
      const second = harness.shared ? await openStore(options) : first;
      const all = (now: number, until: number) =>
        Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            takeTurn(i % 2 === 0 ? first : second, { name: 'sweep', now, until }),
          ),
        );
      const winners = async (now: number, until: number) => (await all(now, until)).filter(Boolean).length;
      assert.equal(await winners(0, 50), 1);
      assert.equal(await winners(49, 99), 0);
      assert.equal(await winners(50, 100), 1);
      assert.equal(await takeTurn(first, { name: 'other', now: 50, until: 60 }), true);
      await first.close();
      if (second !== first) await second.close();
    });
  });
}
