/** Several processes on one database and one folder of keys, neither of which exists before the first of them start; and processes that die. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createTimestampRequest, parseTimestampResponse } from '@kazasu/pki';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { stampInProcess } from './testing/forked.ts';
import { testService } from './testing/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-timestamp-'));
after(() => rmSync(folder, { recursive: true }));
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

  test('three first starts make one root and one unit, and no two of their tokens share a number', async () => {
    const store = { databaseUrl: await postgres.createDatabase(), connections: 4 };
    const keys = join(folder, 'postgres');
    const results = await Promise.all(
      [1, 2, 3].map(() => stampInProcess({ store, keys, requests: asked(20) })),
    );
    await requireDistinct(
      store,
      keys,
      results.flatMap(({ replies }) => replies),
      60,
    );
  });
});

test('killed before any step, the next process goes on with one root and one unit, and no number comes twice', async () => {
  const store = { file: join(folder, 'crash.db') };
  const keys = join(folder, 'crash');
  const replies: string[] = [];
  let dieAt = 0;
  let deaths = 0;
  // Each death is two steps further; what has been done stays done, so that starts grow shorter and the steps are those of tokens.
  for (let lives = 0; lives < 30; dieAt += 2, lives += 1) {
    const result = await stampInProcess({ store, keys, requests: asked(2), dieAt });
    replies.push(...result.replies);
    if (!result.died) break;
    deaths += 1;
  }
  assert.ok(deaths >= 4, `${deaths} deaths`);
  assert.ok(dieAt < 60, 'the last life was whole');
  await requireDistinct(store, keys, replies);
});

test('a first start that is killed in its steps leaves nothing that stops the second', async () => {
  // Every second step, and one that is never reached: each life costs a process.
  const steps = [0, 2, 4, 6, 8, 10, 12, 14, 16, 1000];
  const lives = await Promise.all(steps.map(firstStart));
  assert.deepEqual(
    lives.map(({ died }) => died),
    steps.map((step) => step < 1000),
  );
});

async function firstStart(dieAt: number): Promise<{ died: boolean }> {
  const store = { file: join(folder, `first-${dieAt}.db`) };
  const keys = join(folder, `first-${dieAt}`);
  const { died, replies } = await stampInProcess({ store, keys, requests: asked(1), dieAt });
  const second = await testService({ store: await openStore(store), keys: openKeyFolder(keys) });
  const { token } = await second.ask(REQUEST);
  for (const one of [...replies.map(tokenOf), token]) {
    assert.equal((await second.judge(one ?? DATA, { data: DATA })).verdict, 'valid');
  }
  await second.store.close();
  return { died };
}

function tokenOf(reply: string): Uint8Array {
  const { token, failures } = parseTimestampResponse(Buffer.from(reply, 'base64'));
  assert(token, failures.join());
  return token;
}

/** All are valid for the one root, made by the one unit, and numbered differently. */
async function requireDistinct(
  options: StoreOptions,
  keys: string,
  replies: readonly string[],
  count = replies.length,
): Promise<void> {
  assert.equal(replies.length, count);
  assert.ok(count > 0);
  const store = await openStore(options);
  const service = await testService({ store, keys: openKeyFolder(keys) });
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
  await store.close();
}
