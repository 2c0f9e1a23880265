import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Asked } from '@kazasu/provider/testing';
import { environment } from '@kazasu/server/config';
import { requirePeer } from '@kazasu/server/peer';
import { openStore } from '@kazasu/server/store';
import { postgresMissing } from '@kazasu/server/store/conformance';
import {
  alternating,
  logIn,
  type Party,
  type ProviderGround,
  providerGround,
  registerParty,
  type Served,
  startServed,
} from './testing/index.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CURL = requirePeer({ name: 'curl', commands: ['curl'], remedy: 'apt-get install curl' });
const SYSTEMD = requirePeer({
  name: 'systemd',
  commands: ['systemd-analyze'],
  remedy: 'apt-get install systemd',
});
const skip = postgresMissing();
let ground: ProviderGround;
let party: Party;

const started: Served[] = [];
const start = (settings: Readonly<Record<string, string>> = {}, words: readonly string[] = []): Served => {
  const served = startServed('provider', { settings: { ...ground.settings, ...settings }, words });
  started.push(served);
  return served;
};

before(async () => {
  if (skip === false) ground = await providerGround({ cards: 2 });
});
after(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await ground?.close();
});

/** A request whose body has begun, and goes on when the test says so. */
async function slowRequest(
  url: string,
): Promise<{ finish(): Promise<IncomingMessage>; readonly sent: ClientRequest }> {
  const sent = request(`${url}/api/realms/main/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 26 },
  });
  sent.on('error', () => {});
  sent.write('grant_type=');
  await once(sent, 'socket');
  // The server must have read the head: a probe on another connection comes back after it.
  await sleep(100);
  await fetch(`${url}/livez`);
  return {
    sent,
    finish: async () => {
      const answer = once(sent, 'response');
      sent.end('client_credentia');
      const [message] = (await answer) as [IncomingMessage];
      message.resume();
      return message;
    },
  };
}

async function ready(url: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, body: ((await answer.json()) as { status: string }).status };
}

/** Lets something happen before one of the requests, and nothing else be under way meanwhile. */
function dyingAfter(servers: Asked, requests: number, happen: () => Promise<void>): Asked {
  let count = 0;
  return {
    request: async (path, init) => {
      count += 1;
      if (count === requests) await happen();
      return servers.request(path, { ...init, headers: { ...init?.headers, connection: 'close' } });
    },
  };
}

const managementOf = async (node: Served) =>
  `http://localhost:${(await node.event('management.ready')).port}`;

test('every fault is told at once with its place and a remedy, and no secret; starting again would not help', {
  skip,
}, async () => {
  const faulty = start({
    KAZASU_ADMIN_TOKEN: 'hunter2',
    KAZASU_AUTHORITY_TOKEN_FILE: join(ground.folder, 'not-there'),
    KAZASU_AUTHORITY_TOKEN: 'given-twice-and-secret',
    KAZASU_TRUSTED_PROXIES: '9',
    KAZASU_LISTN_PORT: '1',
    KAZASU_PHONE_URL: '',
  });
  assert.equal(await faulty.ended, 78);
  const told = faulty.written();
  for (const line of [
    /adminToken: must be .* It was taken from KAZASU_ADMIN_TOKEN\./,
    /KAZASU_AUTHORITY_TOKEN: is given twice/,
    /trustedProxies: .*KAZASU_TRUSTED_PROXIES/,
    /KAZASU_LISTN_PORT: is not known.* did you mean KAZASU_LISTEN_PORT\?/,
    /phoneUrl: is missing.* KAZASU_PHONE_URL or KAZASU_PHONE_URL_FILE\./,
  ])
    assert.match(told, line);
  assert.doesNotMatch(told, /hunter2|given-twice/);
});

test('the configuration is shown with defaults and without secrets', { skip }, async () => {
  const shown = start({ DATABASE_URL: 'postgres://kazasu:pass-of-the-test@db/kazasu' }, [
    '--print-config',
    '--workers',
    '3',
  ]);
  assert.equal(await shown.ended, 0, shown.written());
  const { adminToken, database, stop, workers, authority } = JSON.parse(shown.written()) as {
    [name: string]: Record<string, unknown>;
  };
  assert.deepEqual(
    [adminToken, database?.url, authority?.token, stop?.drainMs, workers],
    ['(secret)', '(secret)', '(secret)', 10_000, 3],
  );
  assert.doesNotMatch(shown.written(), /pass-of-the-test|admin-token|verifier-token/);
});

test('two nodes serve each login between them; a stop lets what is under way finish, and takes nothing new', {
  skip,
}, async () => {
  const nodes = [start({ KAZASU_STOP_ANNOUNCE_MS: '1500' }), start({ KAZASU_STOP_DRAIN_MS: '300' })];
  const urls = (await Promise.all(nodes.map((node) => node.ready))) as [string, string];
  const [first, second] = nodes as [Served, Served];
  const servers = alternating(urls);
  party = await registerParty(servers);
  for (const card of ground.cards) {
    const once = await logIn(servers, party, card);
    const again = await logIn(servers, party, card);
    assert.equal(once.sub, again.sub);
  }
  const management = await managementOf(first);
  assert.deepEqual(await ready(urls[0]), { status: 200, body: 'ok' });
  assert.match(await (await fetch(`${management}/metrics`)).text(), /^kazasu_provider_/m);
  assert.equal((await fetch(`${urls[0]}/metrics`)).status, 401, 'counters are not the public’s');

  const slow = await slowRequest(urls[0]);
  first.child.kill('SIGTERM');
  await first.event('service.stopping');
  assert.deepEqual(await ready(urls[0]), { status: 503, body: 'unavailable' });
  assert.deepEqual(await ready(management), { status: 503, body: 'draining' });
  await sleep(1_600);
  await assert.rejects(fetch(`${urls[0]}/livez`), 'nothing new is taken');
  const answer = await slow.finish();
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.headers.connection, 'close');
  assert.equal(await first.ended, 0, first.written());

  await slowRequest(urls[1]);
  assert.equal(await second.stop(), 1, 'what the deadline cut off is told');
  assert.deepEqual(second.lines.at(-1)?.count, 1);
});

test('a second signal ends at once', { skip }, async () => {
  const node = start({ KAZASU_STOP_ANNOUNCE_MS: '60000' });
  await node.ready;
  node.child.kill('SIGINT');
  await node.event('service.stopping');
  await sleep(300);
  assert.equal(await node.stop('SIGINT'), 130);
});

test('a node that differs from its cluster is refused, told in what, and taken when that is meant', {
  skip,
}, async () => {
  const other = {
    KAZASU_BASE_URL: 'http://localhost:4001/other',
    KAZASU_PHONE_CERTIFICATES: 'true',
  };
  const refused = start(other);
  assert.equal(await refused.ended, 78);
  assert.match(refused.written(), /differs from the cluster .*: issuer, profile\./);
  assert.match(refused.written(), /--accept-change issuer --accept-change profile/);
  assert.doesNotMatch(refused.written(), /4001\/other/);
  const half = start(other, ['--accept-change', 'issuer']);
  assert.equal(await half.ended, 78);
  assert.match(half.written(), /differs from the cluster .*: profile\./);
  const keys = start({ KAZASU_KEY_FOLDER: join(ground.folder, 'other-keys') });
  assert.equal(await keys.ended, 1);
  assert.match(keys.written(), /A key cannot be used/);
  const store = await openStore({ databaseUrl: ground.postgres.url });
  const [before] = await store.run<{ oldest: number }>('SELECT oldest FROM kazasu_cluster');
  await store.run('UPDATE kazasu_cluster SET oldest = $1', [1_000]);
  const old = start();
  assert.equal(await old.ended, 78);
  assert.match(old.written(), /differs from the cluster .*: schema\./);
  await store.run('UPDATE kazasu_cluster SET oldest = $1', [before?.oldest ?? 0]);
  await store.close();
});

test('workers share a port; one that is killed loses nothing and is followed by another; all are replaced one by one', {
  skip,
}, async () => {
  const node = start({}, ['--workers', '2']);
  const url = await node.ready;
  const workers = async (from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, async (_, at) =>
        Number((await node.event('worker.ready', from + at)).processId),
      ),
    );
  const [killed = 0] = await workers(0, 2);
  const servers = alternating([url]);
  const [card] = ground.cards;
  assert.ok(card !== undefined);
  const before = await logIn(servers, party, card);
  // In the middle of a login, between two requests: what is under way at that moment would be reset.
  const rest = dyingAfter(servers, 3, async () => {
    process.kill(killed, 'SIGKILL');
    assert.equal((await node.event('worker.ended')).processId, killed);
  });
  assert.equal((await logIn(rest, party, card)).sub, before.sub);
  await workers(2, 3);
  assert.equal((await logIn(servers, party, card)).sub, before.sub);

  let going = true;
  const asking = (async () => {
    let answered = 0;
    while (going) {
      const answer = await fetch(`${url}/readyz`, { headers: { connection: 'close' } });
      assert.equal(answer.status, 200);
      answered += 1;
    }
    return answered;
  })();
  node.child.kill('SIGHUP');
  await node.event('reload.done');
  going = false;
  assert.ok((await asking) > 0);
  await workers(3, 5);
  const management = await managementOf(node);
  const metrics = await (await fetch(`${management}/metrics`)).text();
  assert.match(metrics, /worker="1"/);
  assert.match(metrics, /worker="2"/);
  assert.deepEqual(await ready(management), { status: 200, body: 'ok' });
  assert.equal(await node.stop(), 0, node.written());
});

/** All commands of the guide, from top to bottom, as one script. */
function commandsOf(guide: string): string {
  const text = readFileSync(join(ROOT, 'docs/operate', guide), 'utf8');
  return Array.from(text.matchAll(/```sh\n(.*?)```/gs), ([, block]) => block).join('');
}

test('the commands of the guide to deploying run as they stand, on two nodes with workers', {
  skip: skip || CURL.missing,
}, async () => {
  const script = commandsOf('deploy.md');
  assert.equal(commandsOf('deploy.ja.md'), script);
  const { PATH = '' } = environment();
  const { KAZASU_AUTHORITY_URL = '', KAZASU_AUTHORITY_TOKEN = '' } = ground.settings;
  const conf = join(ground.folder, 'deploy');
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: ROOT,
    env: {
      ...{ PATH, NODE: process.execPath, CONF: conf },
      ...{ AUTHORITY: KAZASU_AUTHORITY_URL, AUTHORITY_TOKEN: KAZASU_AUTHORITY_TOKEN },
      ...{ A: String(await freePorts()), B: String(await freePorts()) },
      DATABASE_URL: await ground.postgres.createDatabase(),
    },
    // A group of its own, with the nodes that it starts.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => void endGroup(child.pid);
  process.once('exit', end);
  const timer = setTimeout(end, 90_000);
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (told += text));
  const [status] = await once(child, 'close');
  clearTimeout(timer);
  process.off('exit', end);
  end();
  assert.equal(status, 0, told);
  const shown = readFileSync(join(conf, 'shown.json'), 'utf8');
  assert.match(shown, /"token": "\(secret\)"/);
  assert.doesNotMatch(shown, new RegExp(KAZASU_AUTHORITY_TOKEN));
  assert.match(readFileSync(join(conf, 'metadata.json'), 'utf8'), /"issuer":"https:\/\/login\.example\/api/);
  assert.match(readFileSync(join(conf, 'b.log'), 'utf8'), /"reload\.done"/);
});

/** A port, of which the one a thousand above is free too. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = createServer().listen(0, 'localhost');
    await once(first, 'listening');
    const { port } = first.address() as AddressInfo;
    const second = createServer().listen(port + 1_000, 'localhost');
    const free = await once(second, 'listening').then(
      () => true,
      () => false,
    );
    first.close();
    second.close();
    if (free) return port;
  }
}

function endGroup(processId: number | undefined): void {
  try {
    if (processId !== undefined) process.kill(-processId, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/** The unit as it lies there, with this working copy in the place of its own. */
test('systemd finds no fault in the unit, nor in what it leaves open to a service', {
  skip: SYSTEMD.missing,
}, async () => {
  const unit = readFileSync(join(ROOT, 'deploy/systemd/kazasu@.service'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-unit-'));
  const path = join(folder, 'kazasu@provider.service');
  writeFileSync(path, unit.replaceAll('/opt/kazasu', ROOT));
  const judge = (...words: string[]) => promisify(execFile)('systemd-analyze', [...words, path]);
  try {
    const verified = await judge('verify', '--recursive-errors=no');
    assert.equal(verified.stdout + verified.stderr, '');
    // In tenths: what is left is the network, which a service is there for.
    await judge('security', '--offline=true', '--threshold=25');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('without its database a node lives, and is not ready', { skip }, async () => {
  const node = start();
  const [url, management] = [await node.ready, await managementOf(node)];
  assert.equal((await ready(url)).status, 200);
  await ground.postgres.stop();
  await sleep(600);
  assert.deepEqual(await ready(management), { status: 503, body: 'database' });
  assert.deepEqual(await ready(url), { status: 503, body: 'unavailable' });
  assert.equal((await fetch(`${url}/livez`)).status, 200);
  assert.equal(await node.stop(), 0, node.written());
});
