import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, beforeEach } from 'node:test';
import { CommandProblem } from '../../problem.ts';
import { intoNewFiles } from './out-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-out-'));
const places = { first: join(folder, 'first'), second: join(folder, 'second') };
beforeEach(() => {
  for (const path of Object.values(places)) rmSync(path, { force: true });
});
after(() => rmSync(folder, { recursive: true }));

test('the files are there before the work begins, and those that were written stay', async () => {
  const answer = await intoNewFiles(places, async (write) => {
    assert.deepEqual(readdirSync(folder), ['first', 'second']);
    write('second', 'content');
    return 'answer';
  });
  assert.equal(answer, 'answer');
  assert.deepEqual(readdirSync(folder), ['second']);
  assert.equal(readFileSync(places.second, 'utf8'), 'content');
  assert.equal(statSync(places.second).mode & 0o777, 0o600);
});

test('work that fails leaves none of its files, also none that it had written', async () => {
  const failure = new Error('of the work');
  const work = intoNewFiles(places, async (write) => {
    write('first', 'content');
    throw failure;
  });
  await assert.rejects(work, failure);
  assert.deepEqual(readdirSync(folder), []);
});

test('a place that is taken or cannot be is told before the work begins, and what lies there stays', async () => {
  writeFileSync(places.second, 'older');
  const never = async () => assert.fail('the work must not begin');
  const isTold = (words: RegExp) => (problem: unknown) =>
    problem instanceof CommandProblem && problem.code === 'usage' && words.test(problem.message);
  await assert.rejects(intoNewFiles(places, never), isTold(/exists already/));
  assert.equal(readFileSync(places.second, 'utf8'), 'older');
  assert.ok(!existsSync(places.first));
  await assert.rejects(intoNewFiles({ x: join(folder, 'none', 'x') }, never), isTold(/cannot be written/));
});

test('a signal in the middle of the work leaves no empty file, and ends the process all the same', async (t) => {
  const kill = t.mock.method(process, 'kill', () => true);
  await intoNewFiles(places, async () => {
    process.emit('SIGTERM', 'SIGTERM');
    assert.deepEqual(readdirSync(folder), []);
  });
  assert.deepEqual(kill.mock.calls.at(0)?.arguments, [process.pid, 'SIGTERM']);
  assert.equal(process.listenerCount('SIGTERM'), 0);
});
