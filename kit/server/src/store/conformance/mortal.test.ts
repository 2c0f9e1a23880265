import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore, type Store } from '../index.ts';
import { eachDeath, mortalStore } from './index.ts';

async function twoRows(store: Store): Promise<void> {
  await store.transaction(async (within) => {
    await within.run('INSERT INTO mortal (id) VALUES (1)');
    await within.run('INSERT INTO mortal (id) VALUES (2)');
  });
  await store.run('INSERT INTO mortal (id) VALUES (3)');
}

test('a process dies before each statement, before a commit and behind it, and does nothing afterwards', async () => {
  const kept: number[] = [];
  const steps = await eachDeath(async (life) => {
    const store = await openStore({ file: ':memory:' });
    await store.run('CREATE TABLE mortal (id BIGINT NOT NULL PRIMARY KEY)');
    const mortal = mortalStore(store, life);
    const outcome = await twoRows(mortal).then(
      () => 'whole',
      async () => {
        await assert.rejects(mortal.run('DELETE FROM mortal'), { code: 'store/unavailable' });
        await assert.rejects(twoRows(mortal), { code: 'store/unavailable' });
        return 'dead';
      },
    );
    const [counted] = await store.run<{ n: number }>('SELECT count(*) AS n FROM mortal');
    kept.push(counted?.n ?? -1);
    await store.close();
    assert.equal(life.died, outcome === 'dead');
  });
  // Two statements, the commit, its answer; the third statement, its answer; a whole life.
  assert.deepEqual([steps, kept], [6, [0, 0, 0, 2, 2, 3, 3]]);
});

test('a life that has no end is an error, and one that fails is not the last', async () => {
  const endless = eachDeath(async (life) => {
    for (let i = 0; i < 1_000 && !life.died; i += 1) {
      try {
        life.step();
      } catch {}
    }
  });
  await assert.rejects(endless, /no life/);
  await assert.rejects(
    eachDeath(() => Promise.reject(new Error('at fault'))),
    /at fault/,
  );
});
