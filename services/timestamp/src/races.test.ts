/** Several processes on one database and one folder of keys, neither of which exists before the first of them start; and processes that die. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createTimestampRequest, parseTimestampResponse } from '@kazasu/pki';
import { type KeyFolder, memoryKeys, openKeyFolder } from '@kazasu/server/keys';
import { openStore, type Store } from '@kazasu/server/store';
import {
  eachDeath,
  forkScript,
  type Mortality,
  mortalStore,
  postgresMissing,
  startPostgres,
  type TestPostgres,
} from '@kazasu/server/store/conformance';
import type { ForkedTask } from './testing/forked-child.ts';
import { mortalKeys, testService } from './testing/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-timestamp-'));
after(() => rmSync(folder, { recursive: true }));
const SCRIPT = new URL('./testing/forked-child.ts', import.meta.url);
const DATA = Buffer.from('記録');
const DIGEST = createHash('sha256').update(DATA).digest();
const REQUEST = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
const asked = (count: number) => Array.from({ length: count }, () => Buffer.from(REQUEST).toString('base64'));

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test('three first starts, one of which is killed, make one root and one unit, and no two of their tokens share a number', async () => {
    const options = { databaseUrl: await postgres.createDatabase(), connections: 4 };
    const keys = join(folder, 'postgres');
    const task: ForkedTask = { store: options, keys, requests: asked(20) };
    const lives = [task, task, { ...task, dieAt: 40 }].map((one) => forkScript<string>(SCRIPT, one));
    assert.deepEqual(await Promise.all(lives.map(({ ended }) => ended)), [false, false, true]);
    const store = await openStore(options);
    const replies = lives.flatMap(({ words }) => words);
    assert.ok(replies.length >= 40);
    await requireDistinct(store, openKeyFolder(keys), replies);
    await store.close();
  });
});

test('a process that is killed leaves a file and a folder with which the next goes on', async () => {
  const options = { file: join(folder, 'killed.db') };
  const keys = join(folder, 'killed');
  const life = forkScript<string>(SCRIPT, { store: options, keys, requests: asked(30), dieAt: 60 });
  assert.equal(await life.ended, true);
  const store = await openStore(options);
  const service = await testService({ store, keys: openKeyFolder(keys) });
  const reply = await answered(service);
  await requireDistinct(store, openKeyFolder(keys), [...life.words, reply]);
  await store.close();
});

test('a first start that dies before any of its steps leaves nothing that stops the second', async () => {
  const deaths = await eachDeath(async (mortal) => {
    const [store, keys] = [await openStore({ file: ':memory:' }), memoryKeys()];
    const replies = await repliesOf(mortal, store, keys);
    const second = await testService({ store, keys });
    await requireDistinct(store, keys, [...replies, await answered(second)]);
    await store.close();
  });
  assert.ok(deaths > 12, `${deaths} steps`);
});

test('a process that dies before any step: the next goes on with one root and one unit, and no number comes twice', async () => {
  const [store, keys] = [await openStore({ file: ':memory:' }), memoryKeys()];
  await testService({ store, keys });
  const replies: string[] = [];
  const deaths = await eachDeath(async (mortal) => {
    replies.push(...(await repliesOf(mortal, store, keys)));
  });
  assert.ok(deaths > 6, `${deaths} steps`);
  assert.ok(replies.length > deaths / 2, `${replies.length} answers in ${deaths} lives that ended early`);
  await requireDistinct(store, keys, replies);
  await store.close();
});

/** What a service answered in its life, base64: it starts, is asked twice at once, and then again. */
async function repliesOf(mortal: Mortality, store: Store, keys: KeyFolder): Promise<string[]> {
  const replies: string[] = [];
  try {
    const signing = mortalKeys(keys, mortal);
    const service = await testService({ store: mortalStore(store, mortal), keys, signing });
    const ask = async () => {
      const reply = await answered(service);
      // Behind a death there is nobody who could answer.
      if (!mortal.died) replies.push(reply);
    };
    await Promise.all([ask(), ask()]);
    await ask();
    await ask();
  } catch (error) {
    if (!mortal.died) throw error;
  }
  return replies;
}

async function answered(service: Pick<Awaited<ReturnType<typeof testService>>, 'post'>): Promise<string> {
  return Buffer.from(await (await service.post(REQUEST)).arrayBuffer()).toString('base64');
}

function tokenOf(reply: string): Uint8Array {
  const { token, failures } = parseTimestampResponse(Buffer.from(reply, 'base64'));
  assert(token, failures.join());
  return token;
}

/** All are valid for the one root, made by the one unit, and numbered differently. */
async function requireDistinct(store: Store, keys: KeyFolder, replies: readonly string[]): Promise<void> {
  assert.ok(replies.length > 0);
  const service = await testService({ store, keys });
  const crls = [await service.crl()];
  const serials = new Set<string>();
  for (const reply of replies) {
    const report = await service.judge(tokenOf(reply), { data: DATA, crls });
    assert.equal(report.verdict, 'valid');
    serials.add(report.serial ?? '');
  }
  assert.equal(serials.size, replies.length);
  // The counts alone differ too, whatever was drawn behind them.
  assert.equal(new Set([...serials].map((serial) => serial.slice(0, 16))).size, replies.length);
  assert.equal((await store.run('SELECT number FROM timestamp_unit')).length, 1);
}
