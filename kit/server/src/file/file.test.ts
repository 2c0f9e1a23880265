import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  createFile,
  isOpenToOthers,
  kept,
  lockFile,
  privateFault,
  replaceFile,
  requirePrivateFolder,
} from './index.ts';

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

/** What another process gets that asks for the lock, and dies with it. */
function askedElsewhere(path: string): string {
  const door = JSON.stringify(new URL('./index.ts', import.meta.url));
  const program = `import { lockFile } from ${door};
    process.stdout.write(lockFile(${JSON.stringify(path)}) === undefined ? 'held' : 'taken');
    process.kill(process.pid, 'SIGKILL');`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }).stdout;
}

test('a lock is held by one process at a time, and a process that is killed lets it go', () => {
  const path = join(folder, 'lock');
  assert.equal(askedElsewhere(path), 'taken');
  const lock = lockFile(path);
  assert.ok(lock);
  assert.equal(lockFile(path), undefined, 'not twice in one process either');
  assert.equal(askedElsewhere(path), 'held');
  lock.release();
  lock.release();
  assert.equal(askedElsewhere(path), 'taken');
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('a file that cannot be a lock is an error, not somebody else’s lock', () => {
  const path = join(folder, 'no-lock');
  writeFileSync(path, 'this is no database, and longer than the header of one. '.repeat(9));
  assert.throws(() => lockFile(path), { errcode: 26 });
});

test('a file is open to others as soon as they may do one thing with it', () => {
  const path = join(folder, 'mode');
  writeFileSync(path, '');
  for (const [mode, open] of [
    [0o600, false],
    [0o700, false],
    [0o640, true],
    [0o602, true],
    [0o601, true],
  ] as const) {
    chmodSync(path, mode);
    assert.equal(isOpenToOthers(path), open, mode.toString(8));
  }
});

test('a folder is ours alone if it is a folder, no link to one, of this user, and open to no other', () => {
  const path = join(folder, 'private', 'inner');
  requirePrivateFolder(path);
  assert.equal(statSync(path).mode & 0o777, 0o700);
  requirePrivateFolder(path);
  for (const mode of [0o710, 0o702, 0o755]) {
    chmodSync(path, mode);
    assert.throws(() => requirePrivateFolder(path), { code: 'file/mode' }, mode.toString(8));
  }
  chmodSync(path, 0o700);
  const link = join(folder, 'to-private');
  symlinkSync(path, link);
  assert.throws(() => requirePrivateFolder(link), { code: 'file/kind' });
  const stats = lstatSync(path);
  const others = Object.assign(Object.create(stats) as Stats, { uid: stats.uid + 1 });
  assert.deepEqual(
    [privateFault(stats, 'folder'), privateFault(others, 'folder'), privateFault(stats, 'file')],
    [undefined, 'owner', 'kind'],
  );
});

test('a value changes when it is kept, and not when keeping fails', () => {
  const disk: number[] = [];
  const counter = kept(3, (next) => {
    if (next === 0) throw new Error('full');
    disk.push(next);
  });
  counter.write(2);
  assert.throws(() => counter.write(0), /full/);
  assert.deepEqual([counter.read(), disk], [2, [2]]);
});
