import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import { silentLog } from '@kazasu/server/log';
import { RelyingParty, tokenApp } from '../testing/index.ts';
import { clientKeys } from './client-keys.ts';
import { fetchKeySet } from './key-set-fetch.ts';

const rp = await RelyingParty.create();
let answer: RequestListener;
let asked = 0;
const server: Server = createServer((request, response) => {
  asked += 1;
  answer(request, response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
after(() => server.close());

const json =
  (value: unknown): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };

beforeEach(() => {
  answer = json(rp.jwks);
  asked = 0;
});

const client = {
  clientId: 'RP1',
  registrationId: 'registration of RP1',
  kind: 'private',
  name: 'x',
  redirectUris: ['https://client.sample/'],
  scopes: ['openid'],
  jwksUri: url,
  profile: 'compatible',
  createdAt: 0,
} as const;

test('a key set is fetched', async () => {
  assert.equal((await fetchKeySet(url, true)).keys.length, 2);
});

test('a provider that is reached from outside never asks this machine or a private network', async () => {
  const { port } = new URL(url);
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '169.254.169.254',
    '10.0.0.1',
    '[::ffff:127.0.0.1]',
    '2130706433',
  ]) {
    await assert.rejects(fetchKeySet(`https://${host}:${port}/jwks`, false), /not public/, host);
  }
  await assert.rejects(fetchKeySet(url, false), /not allowed/);
  assert.equal(asked, 0);
});

test('redirects, other statuses, large answers and other documents are refused', async () => {
  const answers: [RequestListener, RegExp][] = [
    [(_q, response) => response.writeHead(302, { location: url }).end(), /not 200/],
    [(_q, response) => response.writeHead(404).end('{"keys":[]}'), /not 200/],
    [json({ keys: [], padding: 'x'.repeat(70_000) }), /larger than/],
    [json([]), /not a JSON object/],
    [json({ keys: 'x' }), /not a set of keys/],
  ];
  for (const [listener, message] of answers) {
    answer = listener;
    await assert.rejects(fetchKeySet(url, true), message);
  }
  assert.equal(asked, answers.length);
});

test('fetched keys are used for five minutes, and many who wait are one request', async () => {
  const clock = settableClock(0);
  const keys = clientKeys({ clock, log: silentLog }, true);
  const sets = await Promise.all(Array.from({ length: 20 }, () => keys.keysOf(client)));
  assert.ok(sets.every((set) => set.length === 2));
  clock.set(5 * 60_000 - 1);
  await keys.keysOf(client);
  assert.equal(asked, 1);
  clock.set(5 * 60_000);
  await keys.keysOf(client);
  assert.equal(asked, 2);
});

test('a token that does not verify makes one new fetch in ten seconds, not one each', async () => {
  const clock = settableClock(0);
  const keys = clientKeys({ clock, log: silentLog }, true);
  await keys.keysOf(client);
  clock.set(9_999);
  assert.equal(await keys.refreshedKeysOf(client), undefined);
  clock.set(10_000);
  assert.equal((await keys.refreshedKeysOf(client))?.length, 2);
  assert.equal(await keys.refreshedKeysOf(client), undefined);
  assert.equal(asked, 2);
});

test('a failing address is asked once in ten seconds, and never makes old keys last longer', async () => {
  const clock = settableClock(0);
  const keys = clientKeys({ clock, log: silentLog }, true);
  await keys.keysOf(client);
  answer = (_request, response) => response.writeHead(500).end();
  clock.set(20_000);
  assert.deepEqual(await keys.refreshedKeysOf(client), []);
  assert.equal((await keys.keysOf(client)).length, 2);
  clock.set(5 * 60_000);
  assert.deepEqual(await keys.keysOf(client), []);
  assert.deepEqual(await keys.keysOf(client), []);
  assert.equal(asked, 3);
});

test('a client that changed its keys at its address is let in at its first try', async () => {
  const t = await tokenApp();
  await t.register({ jwks: undefined, jwksUri: url });
  const grant = { grant_type: 'client_credentials' };
  answer = json({ keys: [] });
  const unknown = (await t.post({ ...grant, ...(await t.authentication()) })).body;
  assert.deepEqual(unknown, { error: 'invalid_client', error_description: 'Unable to load public key' });
  answer = json((await RelyingParty.create()).jwks);
  t.clock.advance(10_000);
  assert.equal((await t.post({ ...grant, ...(await t.authentication()) })).status, 400);
  answer = json(t.rp.jwks);
  t.clock.advance(10_000);
  assert.equal((await t.post({ ...grant, ...(await t.authentication()) })).status, 200);
});
