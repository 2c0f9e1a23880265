import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CHROMIUM, requirePeer } from './index.ts';

let folder = '';
const ABSENT = { name: 'the peer', commands: ['kazasu-peer'], remedy: 'apt-get install kazasu-peer' };

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-peer-'));
  for (const version of ['9', '15', '2']) {
    await mkdir(join(folder, version, 'bin'), { recursive: true });
    await writeFile(join(folder, version, 'bin', 'kazasu-peer'), '#!/bin/sh\n');
    await chmod(join(folder, version, 'bin', 'kazasu-peer'), 0o755);
  }
  await writeFile(join(folder, 'kazasu-peer'), 'not executable');
});
after(() => rm(folder, { recursive: true, force: true }));

test('a program is found in PATH first, then in its folders, the newest version first', () => {
  const program = { ...ABSENT, folders: [join(folder, '*', 'bin')] };
  assert.deepEqual(requirePeer(program, {}), {
    path: join(folder, '15', 'bin', 'kazasu-peer'),
    missing: false,
  });
  const inPath = requirePeer(program, { PATH: `/nowhere:${folder}/2/bin` });
  assert.equal(inPath.path, join(folder, '2', 'bin', 'kazasu-peer'));
});

test('a missing program is a reason to skip that names the remedy', () => {
  const { path, missing } = requirePeer(ABSENT, { PATH: folder });
  assert.equal(path, '');
  assert.equal(missing, 'the peer was not found (apt-get install kazasu-peer)');
});

test('a missing program is a failure where peers are required', () => {
  assert.throws(() => requirePeer(ABSENT, { PATH: folder, KAZASU_REQUIRE_PEERS: '1' }), /apt-get install/);
});

test('a browser is the one that a variable names, else the newest that Playwright has put somewhere', async () => {
  const cache = join(folder, 'home/.cache/ms-playwright');
  const put = async (path: string) => {
    await mkdir(join(cache, path, '..'), { recursive: true });
    await writeFile(join(cache, path), '#!/bin/sh\n', { mode: 0o755 });
    return join(cache, path);
  };
  const windowless = await put(
    'chromium_headless_shell-1300/chrome-headless-shell-linux64/chrome-headless-shell',
  );
  await put('chromium-999/chrome-linux/chrome');
  const newest = await put('chromium-1200/chrome-linux64/chrome');
  const home = join(folder, 'home');
  assert.equal(requirePeer(CHROMIUM, { HOME: home }).path, windowless);
  assert.equal(requirePeer(CHROMIUM, { PLAYWRIGHT_BROWSERS_PATH: cache }).path, windowless);
  const other = await put('my-own');
  assert.equal(requirePeer(CHROMIUM, { HOME: home, CHROMIUM: other }).path, other);
  await rm(join(cache, 'chromium_headless_shell-1300'), { recursive: true });
  assert.equal(requirePeer(CHROMIUM, { HOME: home }).path, newest);
  await rm(join(cache, 'chromium-1200'), { recursive: true });
  assert.match(requirePeer(CHROMIUM, { HOME: home }).path, /chromium-999/);
});

test('a browser that a variable names and that is not there is never replaced by another', () => {
  const path = join(folder, 'absent');
  const { missing } = requirePeer(CHROMIUM, { HOME: join(folder, 'home'), CHROMIUM: path });
  assert.match(String(missing), /^Chromium is not what CHROMIUM names \(/);
});

test('without any browser the remedy says how to get one', () => {
  const { missing } = requirePeer(CHROMIUM, {});
  assert.match(
    String(missing),
    /apt-get install chromium-headless-shell .or chromium., or npx playwright-core install/,
  );
});
