import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import test, { after, type TestContext } from 'node:test';
import { urlsOf } from '../src/access/index.ts';
import { anyPorts, requireFree } from '../src/ports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NODE = [process.execPath, resolve(ROOT, 'town/src/main.ts')];
const NPM = ['npm', 'start', '--silent'];

interface Running {
  readonly process: ChildProcess;
  readonly lines: string[];
  readonly errors: string[];
  /** Resolves to the whole line once one is printed that begins so; rejects when the process ends before. */
  line(start: string): Promise<string>;
  /** Exit code, or the signal. */
  readonly end: Promise<number | NodeJS.Signals>;
}

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-process-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const filled = mkdtempSync(join(tmpdir(), 'kazasu-process-filled-'));
after(() => rmSync(filled, { recursive: true, force: true }));

/** Filled by the first test; filling another costs five times what starting does. */
function filledFolderFor(t: TestContext): string {
  const folder = folderFor(t);
  // With its permissions, without which no town takes it.
  execFileSync('cp', ['-a', `${filled}/.`, folder]);
  return folder;
}

function startMain(t: TestContext, env: Record<string, string>, [file, ...typed] = NODE): Running {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const options = {
    cwd: ROOT,
    env: { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...env },
  };
  const child = spawn(file ?? '', typed, options);
  t.after(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const errors: string[] = [];
  const listeners: (() => void)[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (text !== '') lines.push(text);
    for (const listener of listeners) listener();
  });
  const end = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const line = (start: string) =>
    new Promise<string>((found, lost) => {
      const look = () => {
        const hit = lines.find((each) => each.startsWith(start));
        if (hit !== undefined) found(hit);
      };
      listeners.push(look);
      look();
      void end.then((code) => lost(new Error(`ended with ${code}: ${errors.join('')}`)));
    });
  return { process: child, lines, errors, line, end };
}

test('npm start tells its progress and the addresses, says ready once when all answers, and stops on SIGTERM', async (t) => {
  const ports = await anyPorts();
  const urls = urlsOf(ports);
  const env = { KAZASU_PORT: String(ports.index), KAZASU_DATA: filled, KAZASU_AGENT_PORT: '5020' };
  const first = startMain(t, env);
  assert.equal(await first.line('ready'), `ready ${urls.index}`);
  const pages = [urls.index, urls.phone, urls.reservation, urls.townOffice].map((url) => `${url}/`);
  const services = [urls.authority, urls.verifier, urls.timestamp].map((url) => `${url}/healthz`);
  for (const url of [
    ...pages,
    ...services,
    `${urls.issuer}/.well-known/openid-configuration`,
    urls.evidence,
  ]) {
    assert.equal((await fetch(url)).status, 200, url);
  }
  const config: unknown = await (await fetch(`${urls.phone}/config.json`)).json();
  assert.equal(Reflect.get(Object(config), 'agentUrl'), 'http://127.0.0.1:5020');
  const text = first.lines.join('\n');
  for (const shown of [...Object.values(urls), 'hanako', '1234', 'ABC123', 'Try: ']) {
    assert.ok(shown === urls.provider || text.includes(shown), shown);
  }
  first.process.kill('SIGTERM');
  assert.equal(await first.end, 0);
  assert.equal(first.lines.filter((line) => line.startsWith('ready')).length, 1);
  assert.deepEqual(first.errors, []);

  const second = startMain(t, env);
  await second.line('ready');
  assert.ok(!second.lines.some((line) => line.includes('handing out')), 'nobody gets a second card');
  // As Ctrl+C does under npm: from the terminal, and again from npm.
  second.process.kill('SIGINT');
  setTimeout(() => second.process.kill('SIGINT'), 3);
  assert.equal(await second.end, 0);
});

test('SIGTERM to npm start itself reaches the town, which frees its ports before npm ends', async (t) => {
  const ports = await anyPorts();
  const env = { KAZASU_PORT: String(ports.index), KAZASU_DATA: filledFolderFor(t) };
  const run = startMain(t, env, NPM);
  await run.line('ready');
  run.process.kill('SIGTERM');
  assert.equal(await run.end, 0);
  await requireFree(ports);
});

test('a town that was killed while it was being filled is complete after the next start', async (t) => {
  const folder = folderFor(t);
  const ports = await anyPorts();
  const env = { KAZASU_PORT: String(ports.index), KAZASU_DATA: folder };
  const first = startMain(t, env);
  await first.line('  ');
  first.process.kill('SIGKILL');
  assert.equal(await first.end, 'SIGKILL');
  const second = startMain(t, env);
  await second.line('ready');
  assert.ok(
    second.lines.some((line) => line.includes('handing out')),
    'the first one was cut short',
  );
  const cards = (await (await fetch(`${urlsOf(ports).phone}/box/cards`)).json()) as unknown[];
  assert.equal(cards.length, 12);
  const files = readdirSync(join(folder, 'town', 'cards'));
  assert.equal(files.length, 14, 'twelve My Number Cards, a licence and a residence card');
  second.process.kill('SIGTERM');
  assert.equal(await second.end, 0);
});

test('a second town on the same data folder is refused, and the first one’s end frees it, also by kill -9', async (t) => {
  const folder = filledFolderFor(t);
  const envOf = async () => ({ KAZASU_PORT: String((await anyPorts()).index), KAZASU_DATA: folder });
  const first = startMain(t, await envOf());
  await first.line('ready');
  const second = startMain(t, await envOf());
  assert.equal(await second.end, 1);
  assert.match(second.errors.join(''), /Another town runs on this data folder\.\n.*KAZASU_DATA=/);
  first.process.kill('SIGKILL');
  await first.end;
  const third = startMain(t, await envOf());
  await third.line('ready');
  third.process.kill('SIGTERM');
  assert.equal(await third.end, 0);
});

test('a taken port is told with its number and a remedy, without a stack trace, before anything is made', async (t) => {
  const ports = await anyPorts();
  const taken = createServer().listen(ports.reservation, 'localhost');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const folder = folderFor(t);
  const run = startMain(t, { KAZASU_PORT: String(ports.index), KAZASU_DATA: join(folder, 'data') });
  assert.equal(await run.end, 1);
  const said = run.errors.join('');
  assert.match(said, new RegExp(`Port ${ports.reservation} is taken`));
  assert.match(said, /KAZASU_PORT=/);
  assert.doesNotMatch(said, /\bat .*\.ts:|EADDRINUSE/);
  assert.deepEqual(readdirSync(folder), []);
});

test('a damaged card is told with its folder and a remedy, and is not replaced by a fresh one', async (t) => {
  const ports = await anyPorts();
  const folder = folderFor(t);
  mkdirSync(join(folder, 'town', 'cards'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'town', 'cards', 'hanako.json'), '{"id":"hanako"}', { mode: 0o600 });
  const run = startMain(t, { KAZASU_PORT: String(ports.index), KAZASU_DATA: folder });
  assert.equal(await run.end, 1);
  assert.match(run.errors.join(''), /cards is damaged/);
  assert.match(run.errors.join(''), /KAZASU_DATA/);
  assert.doesNotMatch(run.errors.join(''), /\bat .*\.ts:/);
});

test('a wrong setting is told by its name', async (t) => {
  const run = startMain(t, { KAZASU_PORT: 'http', KAZASU_DATA: folderFor(t) });
  assert.equal(await run.end, 1);
  assert.match(run.errors.join(''), /KAZASU_PORT/);
  assert.doesNotMatch(run.errors.join(''), /\bat .*\.ts:/);
});

test('a database that cannot be reached is told with a remedy, and without its password', async (t) => {
  const ports = await anyPorts();
  const run = startMain(t, {
    KAZASU_PORT: String(ports.index),
    KAZASU_DATA: folderFor(t),
    DATABASE_URL: `postgres://kazasu:hush-hush@localhost:${ports.reservation}/town`,
  });
  assert.equal(await run.end, 1);
  assert.match(run.errors.join(''), /DATABASE_URL/);
  assert.doesNotMatch(run.errors.join(''), /hush-hush|\bat .*\.ts:/);
});
