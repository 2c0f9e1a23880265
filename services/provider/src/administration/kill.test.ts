import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProposal } from '@kazasu/server/administration';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { forkScript, postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { openAudit } from '../audit/index.ts';
import { listKeyStates } from '../key/index.ts';
import type { Task } from '../testing/approving-process.ts';
import { Hand } from '../testing/hand.ts';
import { createWorld } from '../testing/world.ts';
import { openOnMachine } from './on-machine.ts';
import { PROVIDER } from './tables.ts';

const APPROVING = new URL('../testing/approving-process.ts', import.meta.url);
/** More than an approval has; what is never reached would be a test that ends by itself. */
const STEPS_MAX = 30;

/** An approval is killed before its first statement, before its second, and so on, until one is answered. */
async function killAtEveryStep(options: StoreOptions, keyFolder: string, stride = 1): Promise<void> {
  const store = await openStore(options);
  const keys = openKeyFolder(keyFolder);
  const world = await createWorld({ store, keys, administration: { fourEyes: true } });
  const { clock } = world;
  try {
    const [hanako, taro] = [new Hand('hanako', clock), new Hand('taro', clock)];
    const machine = await openOnMachine({ store, keys, actor: 'admin:setup', clock });
    for (const hand of [hanako, taro]) await machine.add(hand.registration(), false);
    const change = { kind: 'key.rotate', purpose: 'id-token', aheadSeconds: 86_400 };
    const { app } = world.provider;
    type Made = { proposalId: string; digest: string };
    const { body } = await hanako.ask<Made>(app, 'POST', '/admin/proposals', change);
    const { proposalId } = body;
    const stands = async () => {
      const states = await listKeyStates({ store, clock });
      const audit = openAudit({ store, clock, log: { error() {} } as never });
      assert.equal((await audit.verify()).intact, true);
      const { entries } = await audit.page(0);
      return {
        proposal: (await findProposal(store, PROVIDER, proposalId))?.state,
        versions: states.filter(({ record }) => record.purpose === 'id-token').length,
        told: entries.filter(({ action }) => action === 'key.rotated').length,
      };
    };
    const open = { proposal: 'pending', versions: 1, told: 0 };
    const done = { proposal: 'done', versions: 2, told: 1 };
    const seen: boolean[] = [];
    let answered = false;
    for (let steps = 0; !answered && steps < STEPS_MAX; steps += stride) {
      const before = await stands();
      if (before.proposal === 'done') break;
      const task: Task = { store: options, keyFolder, proposalId, now: clock.now(), steps };
      const child = forkScript(APPROVING, { ...task });
      const killed = await child.ended;
      answered = child.words.length > 0;
      assert.equal(killed, !answered);
      const after = await stands();
      seen.push(after.proposal === 'done');
      assert.deepEqual(after, after.proposal === 'done' ? done : open, `killed at step ${steps}`);
    }
    // Step by step the last was killed between the commit and its answer: nobody was told, and it is done all the same.
    if (stride === 1) assert.equal(answered, false);
    assert.ok(seen.length * stride > 5, `${seen.length} steps`);
    assert.deepEqual([seen.indexOf(true), seen.at(-1)], [seen.length - 1, true]);
    const again = await taro.ask(app, 'POST', `/admin/proposals/${proposalId}/approval`, {
      digest: body.digest,
    });
    assert.deepEqual([again.status, again.body.error], [409, 'proposal/decided']);
    assert.deepEqual(await stands(), done);
  } finally {
    await world.close();
    await store.close();
  }
}

const TITLE =
  'a node killed at any step of a change that two agreed to has made all of it, or nothing and the proposal waits';

test(`${TITLE}: node:sqlite`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-kill-'));
  t.after(() => rmSync(folder, { recursive: true }));
  await killAtEveryStep({ file: join(folder, 'provider.db') }, join(folder, 'keys'));
});

test(`${TITLE}: PostgreSQL, every third step`, { skip: postgresMissing() }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-kill-'));
  const postgres = await startPostgres();
  t.after(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });
  await killAtEveryStep({ databaseUrl: postgres.url, connections: 4 }, join(folder, 'keys'), 3);
});
