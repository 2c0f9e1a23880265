import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { KeyObject } from '../crypto.ts';
import { OPENSSL, requirePeer } from '../peer/index.ts';
import { KeyError, type KeyErrorCode } from './key-error.ts';
import { memoryKeys, openKeyFolder } from './key-folder.ts';
import type { KeyKind } from './key-kind.ts';

const openssl = requirePeer(OPENSSL);
let outer = '';

before(async () => {
  outer = await mkdtemp(join(tmpdir(), 'kazasu-keys-'));
});
after(() => rm(outer, { recursive: true, force: true }));

function bytesOf(key: KeyObject): string {
  return key.type === 'secret'
    ? key.export().toString('hex')
    : key.export({ format: 'der', type: 'pkcs8' }).toString('hex');
}

function refused(attempt: Promise<unknown>, code: KeyErrorCode): Promise<void> {
  return assert.rejects(attempt, (error) => {
    assert.ok(error instanceof KeyError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}

test('a key is made once and found again, in files that only we can read', async () => {
  const folder = join(outer, 'made', 'keys');
  const kinds: [string, KeyKind][] = [
    ['token-1', 'ec-p256'],
    ['ca', 'rsa-2048'],
    ['items', 'secret-256'],
    ['log', 'ed25519'],
  ];
  for (const [name, kind] of kinds) {
    const made = await openKeyFolder(folder).loadOrCreate(name, kind);
    const found = await openKeyFolder(folder).loadOrCreate(name, kind);
    assert.equal(bytesOf(found), bytesOf(made));
  }
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  const files = await readdir(folder);
  assert.deepEqual(files.sort(), ['ca.pem', 'items.key', 'log.pem', 'token-1.pem']);
  for (const file of files) assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600, file);
});

test('a key is loaded only where there is one, and destroyed for good', async () => {
  const path = join(outer, 'destroyed');
  for (const keys of [openKeyFolder(path), memoryKeys()]) {
    for (const kind of ['ec-p256', 'secret-256'] as const) {
      assert.equal(await keys.load(kind, kind), undefined);
      const made = await keys.loadOrCreate(kind, kind);
      const loaded = await keys.load(kind, kind);
      assert.ok(loaded !== undefined && bytesOf(loaded) === bytesOf(made));
      assert.equal(await keys.destroy(kind), true);
      assert.equal(await keys.destroy(kind), false);
      assert.equal(await keys.load(kind, kind), undefined);
    }
    await refused(keys.destroy('../made'), 'key/name');
  }
  assert.deepEqual(await readdir(path), []);
});

test('OpenSSL reads the files as PKCS#8 keys of the kind asked for', { skip: openssl.missing }, async () => {
  const folder = join(outer, 'openssl');
  const keys = openKeyFolder(folder);
  await keys.loadOrCreate('ec', 'ec-p256');
  await keys.loadOrCreate('rsa', 'rsa-2048');
  await keys.loadOrCreate('log', 'ed25519');
  const describeKey = (name: string) =>
    execFileSync(openssl.path, ['pkey', '-in', join(folder, `${name}.pem`), '-noout', '-text'], {
      encoding: 'utf8',
    });
  assert.match(await readFile(join(folder, 'ec.pem'), 'utf8'), /^-----BEGIN PRIVATE KEY-----\n/);
  assert.match(describeKey('ec'), /prime256v1/);
  assert.match(describeKey('rsa'), /2048 bit/);
  assert.match(describeKey('log'), /^ED25519 Private-Key/);
});

test('two processes that make the same key at the same time get the same one', async () => {
  const folder = join(outer, 'race');
  const script = `const { openKeyFolder } = await import('@kazasu/server/keys');
    const keys = openKeyFolder(${JSON.stringify(folder)});
    const all = [];
    for (let i = 0; i < 30; i++) all.push((await keys.loadOrCreate('key-' + i, 'secret-256')).export().toString('hex'));
    process.stdout.write(all.join(' '));`;
  const run = promisify(execFile);
  const options = { cwd: import.meta.dirname };
  const runs = Array.from({ length: 4 }, () =>
    run(process.execPath, ['--input-type=module', '-e', script], options),
  );
  const outputs = (await Promise.all(runs)).map(({ stdout }) => stdout);
  assert.equal(outputs[0]?.split(' ').length, 30);
  assert.equal(new Set(outputs).size, 1);
  assert.equal((await readdir(folder)).length, 30, 'temporary files were left');
});

test('a process that is killed while it makes keys leaves each key whole or not there', async () => {
  const folder = join(outer, 'killed');
  const script = `const { openKeyFolder } = await import('@kazasu/server/keys');
    const keys = openKeyFolder(${JSON.stringify(folder)});
    for (let i = 0; ; i++) {
      await keys.loadOrCreate('key-' + i, 'ec-p256');
      if (i > 3) process.stdout.write('.');
    }`;
  for (let round = 0; round < 6; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // In the middle of whatever it does by then.
    child.stdout.once('data', () => child.kill('SIGKILL'));
    await once(child, 'exit');
  }
  const keys = openKeyFolder(folder);
  const names = (await readdir(folder)).filter((file) => file.endsWith('.pem'));
  assert.ok(names.length >= 5);
  for (const name of names) await keys.loadOrCreate(name.slice(0, -4), 'ec-p256');
  // They were made in order, so nothing is missing between them.
  for (const i of names.keys()) assert.ok(await keys.has(`key-${i}`));
});

test('files and folders that others may read are refused with the remedy', async () => {
  const folder = join(outer, 'loose');
  const keys = openKeyFolder(folder);
  await keys.loadOrCreate('a', 'secret-256');
  await chmod(join(folder, 'a.key'), 0o640);
  await refused(keys.loadOrCreate('a', 'secret-256'), 'key/mode');
  await assert.rejects(keys.loadOrCreate('a', 'secret-256'), /chmod 600/);
  await chmod(join(folder, 'a.key'), 0o600);
  await keys.loadOrCreate('a', 'secret-256');
  await chmod(folder, 0o755);
  await refused(keys.loadOrCreate('a', 'secret-256'), 'key/mode');
  await assert.rejects(keys.loadOrCreate('a', 'secret-256'), /chmod 700/);
});

test('links and folders in a key place are refused', async () => {
  const folder = join(outer, 'links');
  const keys = openKeyFolder(folder);
  await keys.loadOrCreate('a', 'secret-256');
  await symlink(join(folder, 'a.key'), join(folder, 'b.key'));
  await refused(keys.loadOrCreate('b', 'secret-256'), 'key/mode');
  await mkdir(join(folder, 'c.key'), { mode: 0o700 });
  await refused(keys.loadOrCreate('c', 'secret-256'), 'key/mode');
  await symlink(folder, join(outer, 'linked'));
  await refused(openKeyFolder(join(outer, 'linked')).loadOrCreate('a', 'secret-256'), 'key/mode');
});

test('a file that holds something else is refused and left as it is', async () => {
  const folder = join(outer, 'kinds');
  const keys = openKeyFolder(folder);
  await keys.loadOrCreate('a', 'ec-p256');
  await refused(keys.loadOrCreate('a', 'rsa-2048'), 'key/kind');
  for (const content of ['', 'garbage', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']) {
    await writeFile(join(folder, 'b.pem'), content, { mode: 0o600 });
    await refused(keys.loadOrCreate('b', 'ec-p256'), 'key/kind');
    assert.equal(await readFile(join(folder, 'b.pem'), 'utf8'), content);
  }
  await writeFile(join(folder, 'c.key'), new Uint8Array(31), { mode: 0o600 });
  await refused(keys.loadOrCreate('c', 'secret-256'), 'key/kind');
});

test('a name that is no plain file name is refused, in a folder and in memory', async () => {
  for (const name of ['', '../a', 'a/b', '.a', 'A', 'a.b', 'a\0', 'a'.repeat(65)]) {
    await refused(openKeyFolder(join(outer, 'names')).loadOrCreate(name, 'secret-256'), 'key/name');
    await refused(memoryKeys().loadOrCreate(name, 'secret-256'), 'key/name');
  }
});

test('keys in memory behave the same: once made, of one kind, apart from each other', async () => {
  const keys = memoryKeys();
  const [first, again] = await Promise.all([
    keys.loadOrCreate('a', 'ec-p256'),
    keys.loadOrCreate('a', 'ec-p256'),
  ]);
  assert.equal(first, again);
  await refused(keys.loadOrCreate('a', 'rsa-2048'), 'key/kind');
  assert.notEqual(bytesOf(await memoryKeys().loadOrCreate('a', 'ec-p256')), bytesOf(first));
});
