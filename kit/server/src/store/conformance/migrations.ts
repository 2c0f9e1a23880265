import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { GROW, SCHEMA } from './schema.ts';
import { addItem, countItems, rejectsWith, withFreshStore } from './with-store.ts';

export function describeMigrations(harness: StoreHarness): void {
  describe('migrations', () => {
    it('run once, in order, and keep what is stored', () =>
      withFreshStore(harness, async (store) => {
        await addItem(store, 'old');
        await store.migrate('suite', [...SCHEMA, GROW]);
        await store.migrate('suite', [...SCHEMA, GROW]);
        const rows = await store.run('SELECT id, extra FROM suite_item ORDER BY extra');
        assert.deepEqual(rows, [
          { id: 'old', extra: 0 },
          { id: 'added by the migration', extra: 5 },
        ]);
      }));

    it('leave nothing behind when one of their statements fails', () =>
      withFreshStore(harness, async (store) => {
        const broken = {
          id: 2,
          statements: [...GROW.statements, 'CREATE TABLE suite_item (id TEXT PRIMARY KEY)'],
        };
        await rejectsWith(store.migrate('suite', [...SCHEMA, broken]), 'store/statement');
        assert.equal(await countItems(store), 0);
        await store.migrate('suite', [...SCHEMA, GROW]);
        assert.equal(await countItems(store), 1);
      }));

    it('belong to their service', () =>
      withFreshStore(harness, async (store) => {
        await store.migrate('other', [
          { id: 1, statements: ['CREATE TABLE other_item (id TEXT PRIMARY KEY)'] },
        ]);
        assert.deepEqual(await store.run('SELECT id FROM other_item'), []);
      }));

    it('are refused when numbered downwards, or changed after they ran', () =>
      withFreshStore(harness, async (store) => {
        await rejectsWith(store.migrate('other', [GROW, ...SCHEMA]), 'store/statement');
        await rejectsWith(store.migrate('other', [{ id: 0, statements: [] }]), 'store/statement');
        await rejectsWith(store.migrate('suite', [{ id: 1, statements: ['SELECT 1'] }]), 'store/statement');
      }));

    it('are the same under a text that they had formerly, and under no other', () =>
      withFreshStore(harness, async (store) => {
        const [first] = SCHEMA;
        const reworded = { id: 1, statements: ['CREATE TABLE suite_never (id TEXT PRIMARY KEY)'] };
        const known = { ...reworded, formerly: [['SELECT 1'], first?.statements ?? []] };
        await store.migrate('suite', [known]);
        await rejectsWith(store.run('SELECT id FROM suite_never'), 'store/statement');
        const other = { ...reworded, formerly: [['SELECT 1']] };
        await rejectsWith(store.migrate('suite', [other]), 'store/statement');
      }));

    it('let an older version run on a newer schema', () =>
      withFreshStore(harness, async (store) => {
        await store.migrate('suite', [...SCHEMA, GROW]);
        await store.migrate('suite', SCHEMA);
        await addItem(store, 'from the old version');
        assert.equal(await countItems(store), 2);
      }));

    it('run once when many ask at the same time', async () => {
      const options = await harness.fresh();
      const first = await openStore(options);
      const stores: Store[] = [first];
      if (harness.shared) for (let i = 0; i < 4; i++) stores.push(await openStore(options));
      await Promise.all(stores.map((store) => store.migrate('suite', [...SCHEMA, GROW])));
      assert.equal(await countItems(first), 1);
      for (const store of stores) await store.close();
    });
  });
}
