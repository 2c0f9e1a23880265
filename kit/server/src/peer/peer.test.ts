import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { requirePeer } from './index.ts';

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
