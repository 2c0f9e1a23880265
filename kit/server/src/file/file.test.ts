import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createFile, replaceFile } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-file-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a file is replaced whole, is its owner’s alone, and leaves nothing beside', () => {
  const path = join(folder, 'a.json');
  replaceFile(path, 'old');
  writeFileSync(`${path}.new`, 'half of what a cra');
  replaceFile(path, Uint8Array.of(0x6e, 0x65, 0x77));
  assert.equal(readFileSync(path, 'utf8'), 'new');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['a.json']);
});

test('a file that is there is not made again, and nothing is left beside', () => {
  const path = join(folder, 'b.key');
  assert.equal(createFile(path, 'first'), true);
  assert.equal(createFile(path, 'second'), false);
  assert.equal(readFileSync(path, 'utf8'), 'first');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('b')),
    ['b.key'],
  );
});

test('a folder that is not there is an error, not a file elsewhere', () => {
  assert.throws(() => replaceFile(join(folder, 'absent', 'c'), ''), { code: 'ENOENT' });
  assert.throws(() => createFile(join(folder, 'absent', 'c'), ''), { code: 'ENOENT' });
});
