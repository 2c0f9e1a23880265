import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { StatementRunner, Store } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { increment } from './schema.ts';
import { addItem, countItems, rejectsWith, withStore } from './with-store.ts';

const INSERT = 'INSERT INTO suite_item (id) VALUES ($1)';
const CONSUME = 'DELETE FROM suite_item WHERE id = $1 RETURNING id';

export function describeTransactions(harness: StoreHarness): void {
  describe('transactions', () => {
    describeAtomicity(harness);
    describeBoundaries(harness);
    describeIsolation(harness);
    describeParallelWork(harness);
    describeTurns(harness);
  });
}

function describeAtomicity(harness: StoreHarness): void {
  it('keeps everything when the work resolves, and hands its result on', () =>
    withStore(harness, async (store) => {
      const result = await store.transaction(async (within) => {
        await within.run(INSERT, ['a']);
        await within.run(INSERT, ['b']);
        return within.run('SELECT count(*) AS n FROM suite_item');
      });
      assert.deepEqual(result, [{ n: 2 }]);
      assert.equal(await countItems(store), 2);
    }));

  it('keeps nothing when the work rejects, and rejects with the same error', () =>
    withStore(harness, async (store) => {
      const reason = new Error('changed my mind');
      const work = store.transaction(async (within) => {
        await within.run(INSERT, ['a']);
        throw reason;
      });
      await assert.rejects(work, reason);
      assert.equal(await countItems(store), 0);
    }));

  it('keeps nothing when a statement failed, even if the work hides it', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'taken');
      const work = store.transaction(async (within) => {
        await within.run(INSERT, ['a']);
        await within.run(INSERT, ['taken']).catch(() => {});
        await within.run(INSERT, ['b']).catch(() => {});
      });
      await rejectsWith(work, 'store/constraint');
      assert.equal(await countItems(store), 1);
    }));

  it('keeps nothing when a statement failed that the work did not wait for', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'taken');
      const work = store.transaction(async (within) => {
        await within.run(INSERT, ['a']);
        within.run(INSERT, ['taken']).catch(() => {});
      });
      await rejectsWith(work, 'store/constraint');
      assert.equal(await countItems(store), 1);
    }));
}

function describeBoundaries(harness: StoreHarness): void {
  it('refuses its runner after the end', () =>
    withStore(harness, async (store) => {
      let kept: StatementRunner | undefined;
      await store.transaction(async (within) => {
        kept = within;
      });
      await rejectsWith(kept?.run(INSERT, ['late']) ?? assert.fail(), 'store/statement');
      assert.equal(await countItems(store), 0);
    }));

  it('refuses the store itself, and another transaction, inside a transaction', () =>
    withStore(harness, async (store) => {
      await rejectsWith(
        store.transaction(() => store.run(INSERT, ['a'])),
        'store/statement',
      );
      await rejectsWith(
        store.transaction(() => store.transaction(async () => {})),
        'store/statement',
      );
      assert.equal(await countItems(store), 0);
    }));
}

/** What a transaction that is under way and its rival tell each other. */
function halfway() {
  return { inside: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() };
}

function describeIsolation(harness: StoreHarness): void {
  it('does not let a statement from outside slip in', () =>
    withStore(harness, async (store) => {
      const { inside, goOn } = halfway();
      const rolledBack = store.transaction(async (within) => {
        await within.run(INSERT, ['inside']);
        inside.resolve();
        await goOn.promise;
        throw new Error('rolled back');
      });
      await inside.promise;
      const outside = addItem(store, 'outside');
      await turn();
      goOn.resolve();
      await assert.rejects(rolledBack, /rolled back/);
      await outside;
      assert.deepEqual(await store.run('SELECT id FROM suite_item'), [{ id: 'outside' }]);
    }));

  it('shows nothing to others before the commit', () =>
    withStore(harness, async (store) => {
      const { inside, goOn } = halfway();
      const work = store.transaction(async (within) => {
        await within.run(INSERT, ['a']);
        inside.resolve();
        await goOn.promise;
        await within.run(INSERT, ['b']);
      });
      await inside.promise;
      const seen = countItems(store);
      // SQLite lets the reader wait for the end, PostgreSQL shows what was before.
      if (store.engine === 'postgres') assert.equal(await seen, 0);
      await turn();
      goOn.resolve();
      await work;
      assert.ok([0, 2].includes(await seen));
      assert.equal(await countItems(store), 2);
    }));

  it('goes on after many failures', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'taken');
      for (let i = 0; i < 30; i++) {
        await assert.rejects(addItem(store, 'taken'));
        await assert.rejects(store.transaction((within) => within.run(INSERT, ['taken'])));
      }
      await store.transaction((within) => within.run(INSERT, ['free']));
      assert.equal(await countItems(store), 2);
    }));
}

function describeParallelWork(harness: StoreHarness): void {
  it('lets one of fifty statements consume a row', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'single');
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.run(CONSUME, ['single'])));
      assert.equal(answers.filter((rows) => rows.length === 1).length, 1);
    }));

  it('lets one of fifty transactions consume a row and put something in its place', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'single');
      const attempts = Array.from({ length: 50 }, (_, i) => exchange(store, 'single', `token ${i}`));
      const won = (await Promise.all(attempts)).filter(Boolean);
      assert.equal(won.length, 1);
      assert.equal(await countItems(store), 1);
    }));

  it('loses no update when transactions read, think and write', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'counter', 0);
      await Promise.all(Array.from({ length: 12 }, () => increment(store, 'counter')));
      const [row] = await store.run('SELECT amount FROM suite_item WHERE id = $1', ['counter']);
      assert.deepEqual(row, { amount: 12 });
    }));
}

function describeTurns(harness: StoreHarness): void {
  it('gives each its turn where all change one row first, and runs none of them twice', () =>
    withStore(harness, async (store) => {
      await addItem(store, 'counter', 0);
      let runs = 0;
      const seen = await Promise.all(
        Array.from({ length: 12 }, () =>
          store.transaction(
            async (within) => {
              runs += 1;
              await within.run('UPDATE suite_item SET amount = amount + 1 WHERE id = $1', ['counter']);
              await turn();
              const [row] = await within.run<{ amount: number }>('SELECT amount FROM suite_item');
              return row?.amount ?? -1;
            },
            { inTurn: true },
          ),
        ),
      );
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        Array.from({ length: 12 }, (_, i) => i + 1),
      );
      assert.equal(runs, 12);
    }));
}

function exchange(store: Store, old: string, next: string): Promise<boolean> {
  return store.transaction(async (within) => {
    const [consumed] = await within.run(CONSUME, [old]);
    if (consumed !== undefined) await within.run(INSERT, [next]);
    return consumed !== undefined;
  });
}
