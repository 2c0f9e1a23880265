import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

const KAZASU = resolve(import.meta.dirname, '../bin/kazasu.js');

/** A Node of the system that is too old for TypeScript, as Debian has it. */
function oldNode(): string | undefined {
  const path = '/usr/bin/node';
  if (!existsSync(path)) return undefined;
  const version = execFileSync(path, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(version)?.[1]) < 24 ? path : undefined;
}

test('an old Node hands over to the one that npm installed', {
  skip: oldNode() === undefined ? 'the system has no old Node' : false,
}, () => {
  const out = execFileSync(oldNode() ?? '', [KAZASU, '--help'], { encoding: 'utf8' });
  assert.match(out, /Usage: kazasu/);
});

test('up is the town: it tells ready, and SIGTERM to the command stops it cleanly', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-up-'));
  const port = String(10_000 + (process.pid % 1_900) * 11);
  const env = { PATH: process.env.PATH, KAZASU_PORT: port, KAZASU_DATA: folder };
  const child = spawn(oldNode() ?? process.execPath, [KAZASU, 'up'], { env });
  t.after(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  const said: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  await new Promise<void>((ready, lost) => {
    child.stdout.on('data', (text) => {
      said.push(String(text));
      if (/^ready http:\/\/localhost:\d+$/m.test(said.join(''))) ready();
    });
    child.once('close', () => lost(new Error(said.join(''))));
  });
  const people = await fetch(`http://localhost:${port}/town.json`);
  assert.equal(people.status, 200);
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
});
