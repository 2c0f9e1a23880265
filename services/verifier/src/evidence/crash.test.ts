/** Processes that race, and processes that are killed: what was acknowledged is there, once, and everything fits together. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toBase64, toHex } from '@kazasu/bytes';
import { leafHash, parseEntry, rootOf, sha256, verifyInclusion } from '@kazasu/evidence';
import { settableClock } from '@kazasu/server/clock';
import { serve } from '@kazasu/server/http';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore, type Store, type StoreOptions } from '@kazasu/server/store';
import { createTimestampService } from '@kazasu/timestamp';
import { verifyLog } from './audit/index.ts';
import { listHeads } from './head/index.ts';
import { forkChild } from './testing/forked.ts';
import { onBothEngines, openTestLog, TIME } from './testing/index.ts';
import { proveInclusion } from './tree/index.ts';

const COUNT = 250;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-crash-'));
after(() => rmSync(folder, { recursive: true, force: true }));

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

async function prepared(options: StoreOptions): Promise<void> {
  const { close } = await openTestLog(options);
  await close();
}

onBothEngines((databases) => {
  test('two processes that append at the same time make one log, and each proof of it verifies', async () => {
    const options = await databases('race');
    await prepared(options);
    const children = ['a', 'b'].map((name) =>
      forkChild({ kind: 'append', store: options, name, count: COUNT, parallel: 25 }),
    );
    await Promise.all(children.map(({ ended }) => ended));
    const { store, close, ...rest } = await openTestLog(options);
    const rows = await keptIn(store);
    assert.deepEqual(
      rows.map(({ leaf_index }) => leaf_index),
      Array.from({ length: 2 * COUNT }, (_, i) => i),
    );
    for (const [i, { words }] of children.entries()) {
      assert.equal(words.length, COUNT);
      for (const [number, place] of words) assert.equal(rows[place]?.key, `${'ab'[i]}/${number}`);
    }
    const leaves = rows.map(({ entry }) => leafHash(entry));
    const root = rootOf(leaves);
    assert.deepEqual(await verifyLog({ ...rest, store }), {
      size: 2 * COUNT,
      root: toHex(root),
      intact: true,
    });
    for (const [leafIndex, hash] of leaves.entries()) {
      if (leafIndex % 9 !== 0) continue;
      const path = await proveInclusion(store, leafIndex, leaves.length);
      assert.ok(verifyInclusion({ leafHash: hash, leafIndex, treeSize: leaves.length, path, root }));
    }
    await close();
  });

  test('what a killed process had acknowledged is there, and whoever repeats its requests doubles nothing', async () => {
    const options = await databases('killed');
    await prepared(options);
    const task = { kind: 'append', store: options, parallel: 25 } as const;
    const other = forkChild({ ...task, name: 'other', count: COUNT });
    const acknowledged = new Map<number, number>();
    for (const asked of [20, 90, 190]) {
      const victim = forkChild({ ...task, name: 'victim', count: 100_000 });
      await victim.told(asked);
      victim.kill();
      assert.equal(await victim.ended, true);
      for (const [number, place] of victim.words) {
        assert.equal(acknowledged.get(number) ?? place, place, 'the same place as before the end');
        acknowledged.set(number, place);
      }
    }
    await other.ended;
    const { store, close, ...rest } = await openTestLog(options);
    const rows = await keptIn(store);
    for (const [number, place] of acknowledged) assert.equal(rows[place]?.key, `victim/${number}`);
    const keys = rows.map(({ key }) => key);
    assert.equal(new Set(keys).size, rows.length, 'nothing twice');
    assert.ok(
      keys.every((key) => key !== null),
      'nothing without its request',
    );
    assert.equal(keys.filter((key) => key?.startsWith('other/')).length, COUNT);
    assert.ok((await verifyLog({ ...rest, store })).intact);
    await close();
  });

  test('a process that dies between any two steps of a head leaves a log that another goes on with', async () => {
    const options = await databases('heads');
    await prepared(options);
    const clock = settableClock(TIME);
    const unit = await createTimestampService({
      store: await openStore({ file: ':memory:' }),
      keys: memoryKeys(),
      clock,
      log: silentLog,
    });
    const server = await serve(unit.app, { hostname: 'localhost', port: 0 });
    const run = (dieAt?: number) => {
      // Time enough for the next head, and for another to ask the unit for what the dead one was asking for.
      clock.advance(3_600_000);
      const time = clock.now();
      const keys = join(folder, 'keys');
      const anchor = toBase64(unit.anchor);
      const base = { kind: 'sweep', store: options, keys, time, unitUrl: server.url, anchor } as const;
      return forkChild(dieAt === undefined ? base : { ...base, dieAt });
    };
    const whole = run();
    assert.equal(await whole.ended, false);
    const steps = whole.words[0]?.[1] ?? 0;
    assert.ok(steps > 20, `${steps} steps`);
    for (let dieAt = 3; dieAt < steps; dieAt += 7)
      assert.equal(await run(dieAt).ended, true, `step ${dieAt}`);
    await Promise.all([run().ended, run().ended]);
    const log = await openTestLog(options);
    assert.ok((await verifyLog(log)).intact);
    await checkStamps(log.store);
    await log.close();
    await server.close();
  });
});

/** Every token is named by exactly one entry, and every entry about tokens names one that is kept. */
async function checkStamps(store: Store): Promise<void> {
  const stamped = await store.run<{ size: number; token: Uint8Array; stamp_leaf: number }>(
    'SELECT size, token, stamp_leaf FROM verifier_head WHERE token IS NOT NULL ORDER BY size',
  );
  const entries = await store.run<{ leaf_index: number; entry: Uint8Array }>(
    `SELECT leaf_index, entry FROM verifier_record WHERE kind = 'timestamp' ORDER BY leaf_index`,
  );
  assert.deepEqual(
    entries.map(({ leaf_index }) => leaf_index),
    stamped.map(({ stamp_leaf }) => stamp_leaf),
  );
  for (const [i, { token, size }] of stamped.entries()) {
    const entry = parseEntry(entries[i]?.entry ?? new Uint8Array());
    assert.equal(entry.id, `timestamp-${size}`);
    assert.ok(entry.objects.includes(toHex(sha256(token))));
  }
  const newest = (await listHeads(store, -1, 1000)).at(-1);
  assert.equal(newest?.size, stamped.at(-1)?.size, 'the newest head is stamped');
}
