import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Hono } from 'hono';
import * as v from 'valibot';
import { ConfigError, secretText } from '../config/index.ts';
import { remoteAddress } from '../http/index.ts';
import { postgresMissing, startPostgres, type TestPostgres } from '../store/conformance/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { ClusterMismatch, joinCluster, tellLevel } from './cluster.ts';
import { readConfiguration, settingsFor, shownConfiguration } from './configuration.ts';
import { labelled } from './labelled.ts';
import { openNode } from './node.ts';
import { defineService } from './service.ts';
import { PATIENCE, pauseAfter } from './workers.ts';

const skip = postgresMissing();
const folder = mkdtempSync(join(tmpdir(), 'kazasu-settings-'));
let postgres: TestPostgres | undefined;
before(async () => {
  if (skip === false) postgres = await startPostgres();
});
after(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const service = defineService({
  name: 'example',
  summary: 'for this test',
  port: 4099,
  stored: true,
  settings: v.strictObject({
    baseUrl: v.string(),
    opener: secretText(),
    upstream: v.optional(v.strictObject({ url: v.string(), token: secretText() })),
    colours: v.optional(v.array(v.picklist(['red', 'blue'])), []),
    mode: v.optional(v.picklist(['a', 'b']), 'a'),
  }),
  load: () => Promise.reject(new Error('not run here')),
});

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const COMPLETE = {
  baseUrl: 'from the file',
  opener: 'a-token-of-sixteen',
  database: { path: 'x.sqlite' },
  keys: { folder: 'keys' },
};

test('the environment wins over the file, names files for its values, and gives what has parts as JSON', () => {
  const file = write('good.json', {
    ...COMPLETE,
    opener: { $file: 'token.txt' },
    upstream: { url: 'u', token: 'an-upstream-token' },
  });
  write('token.txt', 'a-token-from-a-file\n');
  const upstream = write('upstream-token.txt', 'another-upstream-token\r\n');
  const { process, settings } = readConfiguration(service, {
    file,
    environment: {
      KAZASU_UPSTREAM_TOKEN_FILE: upstream,
      KAZASU_COLOURS: '["red"]',
      KAZASU_LISTEN_PORT: '4100',
      KAZASU_BASE_URL: 'from the environment',
      KAZASU_MODE: '',
      PATH: 'is not ours',
    },
  });
  assert.deepEqual(settings, {
    baseUrl: 'from the environment',
    opener: 'a-token-from-a-file',
    upstream: { url: 'u', token: 'another-upstream-token' },
    colours: ['red'],
  });
  assert.deepEqual([process.listen.port, process.workers, process.database?.path], [4100, 1, 'x.sqlite']);
  const shown = JSON.stringify(shownConfiguration(service, { process, settings }));
  assert.doesNotMatch(shown, /token-from|upstream-token/);
  assert.match(shown, /"mode":"a"/);
});

test('what cannot be read, is not known, or does not fit is told together, each with a remedy and no value', () => {
  const file = write('bad.json', {
    ...COMPLETE,
    openers: 'mistyped-secret',
    opener: { $file: 'absent.txt' },
    listen: { prot: 1 },
    database: { url: 'mysql://user:password@host/x', path: 'both.sqlite' },
    workers: 'many',
  });
  const broken = write('broken.json', '{ "a": ');
  assert.throws(
    () =>
      readConfiguration(service, {
        file,
        environment: { KAZASU_UPSTREAM_FILE: broken, KAZASU_COLORS: '[]' },
      }),
    (error) => {
      assert.ok(error instanceof ConfigError);
      const told = error.faults
        .map(({ path, message, remedy }) => `${path}: ${message}. ${remedy}`)
        .join('\n');
      for (const line of [
        /^openers: is not known\. Take it out; did you mean opener\?$/m,
        /^opener: the file .*absent\.txt cannot be read \(ENOENT\)\. Name a file that is there\.$/m,
        /^KAZASU_UPSTREAM_FILE: the file .*broken\.json is not JSON\./m,
        /^KAZASU_COLORS: is not known\. .*KAZASU_COLOURS\?$/m,
        /^listen\.prot: is not known\. .*listen\.port\?$/m,
        /^database\.url: must be .* Set it in /m,
        /^workers: must be number/m,
      ])
        assert.match(told, line);
      assert.doesNotMatch(told, /mistyped-secret|password|many/);
      return true;
    },
  );
});

test('a missing group is told by the members that it must have', () => {
  assert.throws(
    () => readConfiguration(service, { environment: { KAZASU_BASE_URL: 'x' } }),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.faults.map(({ path }) => path),
        ['database', 'keys.folder', 'opener'],
      );
      return true;
    },
  );
});

/** Tells where a request comes from. */
const telling = defineService({
  name: 'telling',
  summary: 'for this test',
  port: 0,
  stored: false,
  settings: v.strictObject({ trustedProxies: v.optional(v.number(), 0) }),
  trustedProxies: ({ trustedProxies }) => trustedProxies,
  load: async () => ({
    open: async ({ forwarding }) => ({
      app: new Hono().get('/', (context) => context.text(remoteAddress(context, forwarding) ?? 'unknown')),
      close: async () => {},
    }),
  }),
});

const ONCE = { perSecond: 1, burst: 1 };

test('a service believes the proxies that the door before it believes, whichever of the two settings names them', async () => {
  const ask = async (settings: object, from: string[]) => {
    const file = write('telling.json', { log: { level: 'error' }, ...settings });
    const node = await openNode(telling, readConfiguration(telling, { file, environment: {} }));
    const told: string[] = [];
    for (const address of from) {
      const answer = await fetch(node.url, { headers: { 'x-forwarded-for': address } });
      told.push(answer.status === 200 ? await answer.text() : String(answer.status));
    }
    await node.stop('replaced');
    return told;
  };
  const two = ['198.51.100.1', '198.51.100.2'];
  const own = ['127.0.0.1', '429'];
  const [door, ours, elsewhere] = [{ perAddress: ONCE, pauseMs: 0 }, ['127.0.0.0/8', '::1'], ['10.0.0.0/8']];
  assert.deepEqual(await ask({ limits: door }, two), own, 'none');
  assert.deepEqual(await ask({ limits: door, trustedProxies: 1 }, two), two);
  assert.deepEqual(await ask({ limits: { ...door, trustedProxies: 1 } }, two), two);
  assert.deepEqual(await ask({ limits: { ...door, proxyNetworks: ours }, trustedProxies: 1 }, two), two);
  assert.deepEqual(await ask({ limits: { ...door, proxyNetworks: elsewhere }, trustedProxies: 1 }, two), own);
  const unread = { limits: { ...door, trustedProxies: 1 } };
  assert.deepEqual(await ask(unread, ['nonsense', 'other']), ['unknown', '429'], 'the door counts everybody');
});

test('two numbers of proxies that differ are refused, and one that nobody gave differs from none', () => {
  const read = (content: object) => () =>
    readConfiguration(telling, { file: write('proxies.json', content), environment: {} });
  const refused = (own: number, atDoor: number) =>
    assert.throws(
      read({ trustedProxies: own, limits: { trustedProxies: atDoor } }),
      (error) =>
        error instanceof ConfigError &&
        error.faults.length === 1 &&
        error.faults[0]?.path === 'limits.trustedProxies' &&
        /differs from trustedProxies/.test(error.faults[0].message),
    );
  refused(1, 2);
  refused(0, 1);
  refused(1, 0);
  for (const content of [
    { limits: { trustedProxies: 1 } },
    { trustedProxies: 1 },
    { trustedProxies: 2, limits: { trustedProxies: 2 } },
  ])
    read(content)();
});

test('every setting has one name in the environment, and old names stay', () => {
  const names = settingsFor(service).map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of ['DATABASE_URL', 'KAZASU_KEY_PASSPHRASE_FILE', 'KAZASU_STOP_DRAIN_MS'])
    assert.ok(names.includes(name), name);
});

const migrations = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, statements: [] }));
const join1 = (store: Store, identity: Record<string, string>, accept: string[] = [], level = 3) =>
  joinCluster(store, { service: 'example', identity, migrations: migrations(level), accept });

test('of nodes that begin a cluster at the same time one is first, and those that differ are refused', {
  skip,
}, async () => {
  const url = (await postgres?.createDatabase()) ?? '';
  const stores = await Promise.all(
    Array.from({ length: 8 }, () => openStore({ databaseUrl: url, connections: 2 })),
  );
  const [store] = stores as [Store];
  const begun = await Promise.allSettled(
    stores.map((one, at) => join1(one, { issuer: `issuer ${at % 2}`, same: 'x' })),
  );
  assert.equal(begun.filter(({ status }) => status === 'fulfilled').length, 4);
  for (const one of begun)
    if (one.status === 'rejected')
      assert.deepEqual((one.reason as ClusterMismatch).parts, ['issuer'], String(one.reason));
  const winner = begun.findIndex(({ status }) => status === 'fulfilled') % 2;
  const [row] = await store.run<{ parts: string }>('SELECT parts FROM kazasu_cluster');
  assert.doesNotMatch(row?.parts ?? '', /issuer \d/);
  await assert.rejects(join1(store, { issuer: `issuer ${1 - winner}`, same: 'y' }, ['issuer']), {
    parts: ['same'],
  });
  await assert.rejects(join1(store, { issuer: `issuer ${1 - winner}` }, ['issuer', 'isuer']), {
    code: 'config/invalid',
    message: 'configuration: --accept-change: names no part of this service',
  });
  await join1(store, { issuer: `issuer ${1 - winner}` }, ['issuer']);
  await assert.rejects(join1(store, { issuer: `issuer ${winner}` }), { parts: ['issuer'] });
  await join1(store, { issuer: `issuer ${1 - winner}`, added: 'later' });
  await assert.rejects(join1(store, { added: 'otherwise' }), { parts: ['added'] });
  for (const one of stores) await one.close();
});

test('a node may be one migration behind its cluster, and not two', async () => {
  const store = await openStore({ file: ':memory:' });
  await join1(store, {}, [], 3);
  await tellLevel(store, { service: 'example', migrations: migrations(4) });
  await join1(store, {}, [], 3);
  await assert.rejects(join1(store, {}, [], 2), ClusterMismatch);
  await join1(store, {}, ['schema'], 2);
  await tellLevel(store, { service: 'example', migrations: migrations(3) });
  await assert.rejects(join1(store, {}, [], 2), { parts: ['schema'] });
  await store.close();
});

test('the pause before a worker’s successor grows, and not for ever', () => {
  const pauses = [0, 1, 2, 5, 7, 50].map((failures) => pauseAfter(failures, PATIENCE));
  assert.deepEqual(pauses, [250, 500, 1_000, 8_000, 30_000, 30_000]);
});

test('counters of workers stand together, each with its worker', () => {
  const text = '# HELP a_total A.\n# TYPE a_total counter\na_total 1\na_total{kind="x"} 2\n';
  assert.equal(
    labelled([
      { worker: 1, text },
      { worker: 2, text: `${text}# HELP b B.\n# TYPE b gauge\nb 3\n` },
    ]),
    [
      '# HELP a_total A.',
      '# TYPE a_total counter',
      'a_total{worker="1"} 1',
      'a_total{kind="x",worker="1"} 2',
      'a_total{worker="2"} 1',
      'a_total{kind="x",worker="2"} 2',
      '# HELP b B.',
      '# TYPE b gauge',
      'b{worker="2"} 3',
      '',
    ].join('\n'),
  );
});
