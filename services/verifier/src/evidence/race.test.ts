/** Processes that race, and one that is killed in earnest: what was acknowledged is there, once, and everything fits together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { leafHash, rootOf, verifyInclusion } from '@kazasu/evidence';
import type { Store } from '@kazasu/server/store';
import { forkScript, onBothEngines } from '@kazasu/server/store/conformance';
import { verifyLog } from './check/index.ts';
import type { AppendTask, AppendWord } from './testing/child.ts';
import { draftOf, openTestLog } from './testing/index.ts';
import { proveInclusion } from './tree/index.ts';

const COUNT = 300;
const SCRIPT = new URL('./testing/child.ts', import.meta.url);

interface Kept {
  readonly leaf_index: number;
  readonly entry: Uint8Array;
  readonly key: string | null;
}

async function keptIn(store: Store): Promise<Kept[]> {
  return store.run<Kept & object>(
    `SELECT record.leaf_index, record.entry, once.key_hash AS key FROM verifier_record AS record
     LEFT JOIN verifier_once AS once ON once.record_id = record.id ORDER BY record.leaf_index`,
  );
}

onBothEngines((databases) => {
  test('two processes append at the same time, one is killed: one log, what was acknowledged, and nothing twice', async () => {
    const options = await databases('race');
    const { log, store, close, ...rest } = await openTestLog(options);
    const task: Omit<AppendTask, 'name' | 'count'> = { store: options, parallel: 25 };
    const other = forkScript<AppendWord>(SCRIPT, { ...task, name: 'other', count: COUNT });
    const victim = forkScript<AppendWord>(SCRIPT, { ...task, name: 'victim', count: 100_000 });
    await victim.told(100);
    victim.kill();
    assert.deepEqual([await victim.ended, await other.ended], [true, false]);
    // Whoever asked the dead one asks again.
    const asked = victim.words.length + task.parallel;
    for (let number = 0; number < asked; number += 1) {
      await log.append(draftOf({ once: { key: `victim/${number}`, fingerprint: 'f' } }));
    }
    const rows = await keptIn(store);
    const places = rows.map(({ leaf_index }) => leaf_index);
    assert.deepEqual(
      places,
      rows.map((_, i) => i),
    );
    for (const { name, words } of [
      { name: 'other', words: other.words },
      { name: 'victim', words: victim.words },
    ]) {
      for (const [number, place] of words) assert.equal(rows[place]?.key, `${name}/${number}`);
    }
    const keys = rows.map(({ key }) => key);
    assert.ok(!keys.includes(null), 'nothing without its request');
    assert.equal(new Set(keys).size, rows.length, 'nothing twice');
    assert.equal(other.words.length, COUNT);
    assert.equal(keys.filter((key) => key?.startsWith('other/')).length, COUNT);
    await requireProofs(store, rows);
    const root = toHex(rootOf(rows.map(({ entry }) => leafHash(entry))));
    assert.deepEqual(await verifyLog({ ...rest, store }), { size: rows.length, root, intact: true });
    await close();
  });
});

async function requireProofs(store: Store, rows: readonly Kept[]): Promise<void> {
  const leaves = rows.map(({ entry }) => leafHash(entry));
  const [treeSize, root] = [leaves.length, rootOf(leaves)];
  for (const [leafIndex, hash] of leaves.entries()) {
    if (leafIndex % 9 !== 0) continue;
    const path = await proveInclusion(store, leafIndex, treeSize);
    assert.ok(verifyInclusion({ leafHash: hash, leafIndex, treeSize, path, root }));
  }
}
