import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { makesKeys } from './spare-keys/index.ts';
import { groupTests, writeEntry } from './test-groups.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kazasu-groups-'));
after(() => rmSync(folder, { recursive: true }));

test('every file is run once, and only small ones of one room share a process', () => {
  const files = globSync('{lib,kit,services}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules',
  }).sort();
  const groups = groupTests(files, join(folder, 'all'));
  assert.deepEqual(groups.flatMap((group) => group.files).sort(), files);
  const shared = groups.filter((group) => group.files.length > 1);
  assert.ok(shared.length > 5);
  for (const { entry, files: members } of shared) {
    assert.ok(members.length <= 6);
    assert.equal(new Set(members.map((file) => file.split('/').slice(0, 2).join('/'))).size, 1);
    for (const file of members) {
      assert.ok(readFileSync(entry, 'utf8').includes(`"${file}"`));
      assert.doesNotMatch(readFileSync(join(ROOT, file), 'utf8'), /\bprocess\.|\.mock\b/);
      assert.doesNotMatch(file, /\/(?:races?|crash|threads)\.test\.ts$/);
      assert.equal(makesKeys(join(ROOT, file)), false, 'spare keys are refused by the process');
    }
  }
});

/** Runs these texts as one group. */
function runTexts(...texts: readonly string[]): { readonly code: number | null; readonly told: string } {
  const files = texts.map((text, at) => {
    const file = join(folder, `${at}.mjs`);
    writeFileSync(file, `import test, { after } from 'node:test';\n${text}`);
    return file;
  });
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const typed = ['--test-reporter=tap', writeEntry(join(folder, 'entry.mjs'), files)];
  const { status, stdout } = spawnSync(process.execPath, typed, { encoding: 'utf8', env });
  return { code: status, told: stdout };
}

test('a group fails with one test of one file, and with a file that cannot be loaded', () => {
  const good = "test('good', () => {});";
  assert.equal(runTexts(good, good).code, 0);
  assert.equal(runTexts(good, "test('bad', () => { throw new Error(); });", good).code, 1);
  const { code, told } = runTexts(good, "import 'node:nothing';", good);
  assert.equal(code, 1);
  assert.match(told, /not ok 2 - \S+1\.mjs/);
  assert.match(told, /ok 3 - \S+2\.mjs/);
});

test('a file has its own hooks, waits while it is loaded, and sees all of itself', () => {
  const first = "after(() => { globalThis.ended = true; }); test('first', () => {});";
  const second =
    "await new Promise(setImmediate); test('second', () => { if (!globalThis.ended || late !== 1) throw new Error(); });\nconst late = 1;";
  const { code, told } = runTexts(first, second);
  assert.equal(code, 0, told);
});
