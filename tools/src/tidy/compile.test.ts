import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from './sources.ts';

const exec = promisify(execFile);
const PROGRAMS = resolve(ROOT, 'node_modules/.bin');

test('the whole repository compiles under the strict options', async () => {
  await passes('tsc', []);
});

test('format and lint are clean', async () => {
  await passes('biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '--colors=off']);
});

async function passes(program: string, words: readonly string[]): Promise<void> {
  try {
    await exec(resolve(PROGRAMS, program), words, { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    assert.fail(`${program} found faults:\n${stdout}\n${stderr}`);
  }
}
