import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { stopwatch } from '@kazasu/server/clock';
import { codeOf } from '@kazasu/server/log';
import type { VerifierError } from '../error.ts';
import type { DocumentTask } from './task.ts';
import { Threads, type ThreadsOptions } from './threads.ts';

/** });

test('whoML of so many elements: some milliseconds for each ten thousand. */
const taskOf = (elements: number): DocumentTask => ({
  format: 'xades',
  document: new Uint8Array(toUtf8(`<a>${'<b/>'.repeat(elements)}</a>`)),
  anchors: [],
  timestampAnchors: [],
  time: Date.UTC(2026, 0),
  crls: [],
  ocspResponses: [],
});

function open(t: TestContext, options: ThreadsOptions): Threads {
  const threads = new Threads(options);
  t.after(() => threads.close());
  return threads;
}

test('a thread that takes too long is ended and replaced', async (t) => {
  const threads = open(t, { count: 1, timeMs: 1 });
  for (const _ of [1, 2])
    await assert.rejects(threads.judge(taskOf(1_000_000)), { code: 'document-too-hard' });
});

test('a document that is done as its time runs out leaves no dead thread for the next one', async (t) => {
  const threads = open(t, { count: 1, timeMs: 400 });
  await threads.judge(taskOf(1));
  // Timers come before messages in a turn of the loop: both are due when this one has been kept busy for long enough.
  await new Promise((resolve) => void setImmediate(resolve));
  const late = threads.judge(taskOf(1_000));
  const elapsed = stopwatch();
  while (elapsed() < 1_000);
  await assert.rejects(late, { code: 'document-too-hard' });
  assert.equal((await threads.judge(taskOf(1))).report.verdict, 'indeterminate');
});

test('who is judged or waits as the service ends may try again', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000 });
  await threads.judge(taskOf(1));
  const both = [threads.judge(taskOf(1_000_000)), threads.judge(taskOf(1))].map((one) =>
    assert.rejects(one, { code: 'unavailable' }),
  );
  await threads.close();
  await Promise.all(both);
});

test('a fault in the judge, or of its thread, is told by its code', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000 });
  const broken = threads.judge({ ...taskOf(1), anchors: [Uint8Array.of(1)] });
  await assert.rejects(broken, ({ code, cause }: VerifierError) => {
    assert.deepEqual([code, codeOf(cause)], ['internal', 'bytes/der']);
    return true;
  });
  await threads.judge(taskOf(1));
});
