import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { timestampAuthority } from '@kazasu/evidence/testing';
import { stopwatch } from '@kazasu/server/clock';
import { codeOf } from '@kazasu/server/log';
import type { VerifierError } from '../error.ts';
import type { DocumentTask } from './task.ts';
import { Threads, type ThreadsOptions } from './threads.ts';

const ELEMENT = '<element-of-some-length attribute="with a value"/>';

/** XML of so many elements: some milliseconds for each thousand, and at most 250,000. */
const taskOf = (elements: number): DocumentTask => ({
  format: 'xades',
  document: new Uint8Array(toUtf8(`<a>${ELEMENT.repeat(elements)}</a>`)),
  anchors: [],
  timestampAnchors: [],
  time: Date.UTC(2026, 0),
  phones: false,
  crls: [],
  ocspResponses: [],
});

function open(t: TestContext, options: ThreadsOptions): Threads {
  const threads = new Threads(options);
  t.after(() => threads.close());
  return threads;
}

const judge = (threads: Threads, task: DocumentTask, tenantId = 'first') =>
  threads.forDocument(tenantId).judge(task);

/** Some hundred milliseconds. */
const hard = () => taskOf(120_000);

test('a thread that takes too long is ended and replaced', async (t) => {
  const threads = open(t, { count: 1, timeMs: 1, waitMs: 60_000 });
  for (const _ of [1, 2]) await assert.rejects(judge(threads, hard()), { code: 'document-too-hard' });
});

test('a document that is done as its time runs out leaves no dead thread for the next one', async (t) => {
  const threads = open(t, { count: 1, timeMs: 400, waitMs: 60_000 });
  await judge(threads, taskOf(1));
  const late = judge(threads, taskOf(5_000));
  // Timers come before messages in a turn of the loop: both are due when this one has been kept busy for long enough.
  await new Promise((resolve) => void setImmediate(resolve));
  const elapsed = stopwatch();
  while (elapsed() < 1_000);
  await assert.rejects(late, { code: 'document-too-hard' });
  assert.equal((await judge(threads, taskOf(1))).report.verdict, 'indeterminate');
});

test('who is judged or waits as the service ends may try again', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000, waitMs: 60_000 });
  await judge(threads, taskOf(1));
  const both = [judge(threads, hard()), judge(threads, taskOf(1))].map((one) =>
    assert.rejects(one, { code: 'unavailable' }),
  );
  await threads.close();
  await Promise.all(both);
});

test('a fault in the judge, or of its thread, is told by its code', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000, waitMs: 60_000 });
  const broken = judge(threads, { ...taskOf(1), anchors: [Uint8Array.of(1)] });
  await assert.rejects(broken, ({ code, cause }: VerifierError) => {
    assert.deepEqual([code, codeOf(cause)], ['internal', 'bytes/der']);
    return true;
  });
  await judge(threads, taskOf(1));
});

test('what waits for longer than it may is refused for now, and keeps nobody waiting', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000, waitMs: 50 });
  await judge(threads, taskOf(1));
  const first = judge(threads, hard());
  await assert.rejects(judge(threads, taskOf(1)), ({ code, facts }: VerifierError) => {
    assert.deepEqual([code, facts.retryAfter], ['capacity-exhausted', 5]);
    return true;
  });
  await first.catch(() => {});
  await judge(threads, taskOf(1));
});

test('all passes of a document together have the time of one', async (t) => {
  const threads = open(t, { count: 1, timeMs: 500, waitMs: 60_000 });
  await judge(threads, taskOf(1));
  const document = threads.forDocument('first');
  const passes = async () => {
    for (let pass = 1; pass <= 1_000; pass += 1) await document.judge(taskOf(5_000));
  };
  await assert.rejects(passes(), { code: 'document-too-hard' });
});

test('who sends little does not wait for what another sends, much or hard', async (t) => {
  const threads = open(t, { count: 2, timeMs: 60_000, waitMs: 60_000 });
  await Promise.all([judge(threads, taskOf(1)), judge(threads, taskOf(1), 'second')]);
  const order: string[] = [];
  const much = [1, 2, 3].map(async () => {
    await judge(threads, hard());
    order.push('first');
  });
  await judge(threads, taskOf(1), 'second');
  order.push('second');
  await Promise.all(much);
  assert.deepEqual(order, ['second', 'first', 'first', 'first']);
});

test('what takes more memory than a document may ends its thread, and nothing else', async (t) => {
  const threads = open(t, { count: 1, timeMs: 60_000, waitMs: 60_000 });
  // No document does this to the judge of today: it is given more anchors than it has memory to read.
  const { der } = timestampAuthority(Date.UTC(2050, 0)).root;
  const anchors = Array<Uint8Array>(150_000).fill(der);
  await assert.rejects(judge(threads, { ...taskOf(1), anchors }), ({ code, cause }: VerifierError) => {
    assert.deepEqual([code, codeOf(cause)], ['document-too-hard', 'ERR_WORKER_OUT_OF_MEMORY']);
    return true;
  });
  await judge(threads, taskOf(1));
});
