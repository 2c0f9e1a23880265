import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { Rival } from './rival.ts';
import { SCHEMA } from './schema.ts';
import { addItem } from './with-store.ts';

export function describeCrashes(harness: StoreHarness): void {
  describe('a process killed by SIGKILL', () => {
    it('leaves nothing of a transaction it was in, and no lock', async () => {
      const options = await harness.fresh();
      const store = await openStore(options);
      await store.migrate('suite', SCHEMA);
      await addItem(store, 'held', 1);
      const rival = await Rival.start('stall', options, null);
      rival.go();
      assert.equal(await rival.next(), 'inside');
      await rival.kill();
      await store.run("UPDATE suite_item SET amount = amount + 1 WHERE id = 'held'");
      assert.deepEqual(await store.run('SELECT id, amount FROM suite_item'), [{ id: 'held', amount: 2 }]);
      await store.close();
    });

    it('has kept whatever it acknowledged, and no half of anything', async () => {
      const options = await harness.fresh();
      const store = await openStore(options);
      await store.migrate('suite', SCHEMA);
      const rival = await Rival.start('pairs', options, null);
      rival.go();
      let last = -1;
      while (last < 20) last = Number(await rival.next());
      for (const message of await rival.kill()) last = Number(message);
      await checkPairs(store, last);
      await store.close();
    });
  });
}

async function checkPairs(store: Store, lastAcknowledged: number): Promise<void> {
  const halves = await store.run('SELECT amount FROM suite_item GROUP BY amount HAVING count(*) <> 2');
  assert.deepEqual(halves, []);
  const [found] = await store.run<{ pairs: number; last: number }>(
    'SELECT count(DISTINCT amount) AS pairs, max(amount) AS last FROM suite_item',
  );
  assert.ok(found !== undefined && found.last >= lastAcknowledged, `lost after ${lastAcknowledged}`);
  assert.equal(found.pairs, found.last + 1);
}
