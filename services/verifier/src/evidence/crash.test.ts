/** A process dies before any step, one after the other: nothing that was acknowledged is lost, nothing is doubled, and another goes on. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { parseEntry, sha256 } from '@kazasu/evidence';
import { signerAuthority } from '@kazasu/evidence/testing';
import { createMetrics } from '@kazasu/server/metrics';
import type { Store, StoreOptions } from '@kazasu/server/store';
import { eachDeath, type Mortality, mortalStore, onBothEngines } from '@kazasu/server/store/conformance';
import { verifyLog } from './check/index.ts';
import type { Appended } from './evidence-log.ts';
import { listHeads, newestHead } from './head/index.ts';
import { openEvidenceLog } from './log.ts';
import { setClock } from './retention/index.ts';
import { createEvidenceSweep } from './sweep.ts';
import {
  draftOf,
  openTestHeads,
  openTestLog,
  TENANT,
  type TestHeads,
  type TestLog,
} from './testing/index.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** One bundle of so many is judged. */
const JUDGED = 40;
const signers = signerAuthority();
const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-crash-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What it came to; a death is undefined, and nothing else may be thrown by one. */
async function orDeath<T>(mortal: Mortality, work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (!mortal.died) throw error;
    return undefined;
  });
}

/** Where no process ends in earnest nothing need survive one. */
async function inMemory(options: Promise<StoreOptions>): Promise<StoreOptions> {
  return 'file' in (await options) ? { file: ':memory:' } : options;
}

/** The log as a process of its own opens it. */
function reopened({ store, clock, master }: TestLog, mortal: Mortality) {
  return openEvidenceLog({ store: mortalStore(store, mortal), clock, master });
}

onBothEngines((databases) => {
  test('a process that dies before any step of an append: what it acknowledged has its place, and whoever repeats doubles nothing', async () => {
    const test = await openTestLog(await inMemory(databases('append')));
    const steps = await eachDeath(async (mortal, life) => {
      const draft = (name: string) => draftOf({ once: { key: `${life}/${name}`, fingerprint: 'f' } });
      const appendAll = async (log: TestLog['log']) =>
        Promise.all(['a', 'b', 'b'].map((name) => orDeath(mortal, log.append(draft(name)))));
      const opened = await orDeath(mortal, reopened(test, mortal));
      const first = opened && (await appendAll(opened));
      const second = await appendAll(test.log);
      for (const [i, answer] of (first ?? []).entries()) {
        if (answer !== undefined) assert.equal(placeOf(second[i]), placeOf(answer), 'as it was acknowledged');
      }
      assert.equal(placeOf(second[1]), placeOf(second[2]));
      const rows = await test.store.run<{ key: string | null }>(
        `SELECT once.key_hash AS key FROM verifier_record AS record
         LEFT JOIN verifier_once AS once ON once.record_id = record.id`,
      );
      assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
      assert.equal(rows.length, 2 * (life + 1), 'two more, whatever died');
      assert.ok((await verifyLog(test)).intact, `step ${life}`);
    });
    assert.ok(steps > 10, `${steps} steps`);
    await test.close();
  });

  test('a process that dies before any step of an erasure: the record is whole or gone, and the next one erases it', async () => {
    const test = await openTestLog(await inMemory(databases('erase')));
    test.clock.advance(8 * 366 * DAY);
    const steps = await eachDeath(async (mortal, life) => {
      const draft = draftOf();
      await test.log.append(draft);
      await setClock(test.store, { tenantId: TENANT, id: draft.id }, { contractEndedAt: draft.at });
      const opened = await orDeath(mortal, reopened(test, mortal));
      const erased = opened && (await orDeath(mortal, opened.erase(TENANT, draft.id)));
      const left = await test.log.open(TENANT, draft.id);
      if (erased !== undefined) assert.equal(left, undefined, 'what was told to be gone is gone');
      if (left !== undefined) assert.deepEqual(left.parts.signature?.content, draft.parts.signature);
      assert.ok((await verifyLog(test)).intact, `step ${life}`);
      assert.deepEqual(await test.log.erase(TENANT, draft.id), { kind: 'erased' });
      assert.equal(await test.log.open(TENANT, draft.id), undefined);
      assert.ok((await verifyLog(test)).intact);
    });
    assert.ok(steps > 6, `${steps} steps`);
    await test.close();
  });

  test('a process that dies before any step of a sweep: its head is signed, exported and stamped once, tokens are renewed, and bundles are valid', async () => {
    const database = await inMemory(databases('sweep'));
    // Each unit signs for a day, and its token is to be renewed the day after.
    const unit = { unitSigningDays: 1, unitLifeDays: 30 };
    // Files are written in the same order whatever the engine, and take their time.
    const exportFolder = 'file' in database ? folder : undefined;
    const evidence = exportFolder === undefined ? {} : { exportFolder };
    const options = { signers, unit, renewBeforeMs: 29 * DAY, evidence, store: database };
    const heads = await openTestHeads(options);
    let before: string | undefined;
    const steps = await eachDeath(async (mortal, life) => {
      heads.clock.advance(2 * DAY);
      const id = await heads.verify();
      const dying = mortalSweep(heads, mortal);
      for (let runs = 0; runs < 2; runs += 1) {
        await orDeath(mortal, dying.run());
        heads.clock.advance(10 * MINUTE);
      }
      for (let runs = 0; runs < 2; runs += 1) {
        await heads.sweep.run();
        heads.clock.advance(10 * MINUTE);
      }
      await checkStamps(heads.store);
      if (exportFolder !== undefined)
        assert.equal(newestExportedIn(exportFolder), (await newestHead(heads.store))?.size);
      // What it takes to judge one is most of what a life costs.
      if (life % JUDGED !== 0 && mortal.died) return;
      for (const one of [id, before ?? id]) {
        const { verdict, checks } = heads.judge(await heads.bundle(one));
        const open = checks.filter(({ status }) => status !== 'passed' && status !== 'skipped');
        assert.equal(verdict, 'valid', `step ${life}: ${JSON.stringify(open)}`);
      }
      before = id;
    });
    assert.ok(steps > 40, `${steps} steps`);
    assert.ok((await verifyLog(heads)).intact);
    await heads.close();
  });
});

function placeOf(appended: Appended | undefined): number | undefined {
  return appended?.kind === 'duplicate' ? appended.record.leafIndex : appended?.leafIndex;
}

/** The sweep of a process of its own; a question to the unit is a step too, and so is its answer. */
function mortalSweep(heads: TestHeads, mortal: Mortality) {
  return createEvidenceSweep({
    ...heads.deps,
    metrics: createMetrics('verifier'),
    store: mortalStore(heads.store, mortal),
    fetch: async (input, init) => {
      mortal.step();
      const answer = await heads.deps.fetch(input, init);
      mortal.step();
      return answer;
    },
  });
}

function newestExportedIn(exportFolder: string): number {
  return Math.max(...readdirSync(exportFolder).map((name) => Number.parseInt(name, 10)));
}

/** Every token is named by exactly one entry, and every entry about tokens names one that is kept. */
async function checkStamps(store: Store): Promise<void> {
  const stamped = await store.run<{ size: number; token: Uint8Array; stamp_leaf: number }>(
    'SELECT size, token, stamp_leaf FROM verifier_head WHERE token IS NOT NULL ORDER BY size',
  );
  const entries = await store.run<{ leaf_index: number; entry: Uint8Array }>(
    `SELECT leaf_index, entry FROM verifier_record WHERE kind = 'timestamp' AND id LIKE 'timestamp-%' ORDER BY leaf_index`,
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
  const [twice] = await store.run<{ n: number }>(
    `SELECT count(*) AS n FROM verifier_head AS head WHERE renewal_leaf IS NOT NULL AND NOT EXISTS
       (SELECT leaf_index FROM verifier_record WHERE leaf_index = head.renewal_leaf AND id LIKE 'renewal-%')`,
  );
  assert.deepEqual(twice, { n: 0 }, 'what is said to be renewed is');
}
