import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import { forwarding, serve } from '@kazasu/server/http';
import { LimitSettings, openDoor } from '@kazasu/server/limit';
import { silentLog } from '@kazasu/server/log';
import * as v from 'valibot';
import { APP_PATHS } from '../api/app.ts';
import { insertClient } from '../client/index.ts';
import { authPath, CLIENT } from '../testing/clients.ts';
import { RelyingParty, TEST_SETTINGS, type TokenAppOptions, tokenApp } from '../testing/index.ts';
import { createWorld } from '../testing/world.ts';

const OWN = { grant_type: 'client_credentials' };
const RATE = { perSecond: 1, burst: 2 };

/** A provider whose limits go by the clock of the test. */
function limited(options: TokenAppOptions = {}) {
  const clock = settableClock(1_790_000_000_000);
  return tokenApp({ ...options, clock, ticks: clock.now });
}

test('a client has its own limit at the token endpoint, and loses nothing by being told to wait', async () => {
  const t = await limited();
  await t.register({ rate: RATE });
  const other = await limited({ store: t.deps.store, rp: await RelyingParty.create('RP00000002') });
  await other.register();
  const ask = async () => t.post({ ...OWN, ...(await t.authentication()) });
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200]);
  const form = { ...OWN, ...(await t.authentication()) };
  const refused = await t.post(form);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1']);
  assert.deepEqual(refused.body, { error: 'temporarily_unavailable' });
  assert.equal(refused.headers.get('cache-control'), 'no-store');
  const untouched = { ...OWN, ...(await other.authentication()) };
  assert.equal((await t.post(untouched)).status, 200, 'others are not touched');
  t.clock.advance(1_000);
  assert.equal((await t.post(form)).status, 200, 'the assertion was not used up');
});

test('who only claims to be a client uses up nothing of its limit, and is not even verified beyond it', async () => {
  const t = await limited();
  await t.register({ rate: RATE });
  const stranger = await RelyingParty.create(t.rp.clientId);
  const forged = async () => ({
    ...OWN,
    ...(await t.authentication()),
    client_assertion: await stranger.assertion(t.issuer, t.clock.now()),
  });
  assert.equal((await t.post({ ...OWN, ...(await t.authentication()) })).status, 200);
  for (let i = 0; i < 5; i++) assert.equal((await t.post(await forged())).body.error, 'invalid_client');
  assert.equal((await t.post({ ...OWN, ...(await t.authentication()) })).status, 200);
  assert.equal((await t.post(await forged())).status, 429);
});

test('the limit holds at every endpoint that clients call themselves', async () => {
  const t = await limited();
  await t.register({ rate: { perSecond: 1, burst: 1 } });
  const { token, introspection = '', revocation = '' } = t.endpoints;
  for (const to of [token, introspection, revocation]) {
    t.clock.advance(1_000);
    const form = async () => ({ token: 'x', ...OWN, ...(await t.authentication()) });
    assert.equal((await t.post(await form(), { to })).status, 200, to);
    assert.equal((await t.post(await form(), { to })).status, 429, to);
  }
});

/** A provider behind its door, where nothing may come twice within a second. */
async function atTheDoor(
  limits: v.InferInput<typeof LimitSettings>,
  work: (
    ask: (path: string, init?: RequestInit) => Promise<Response>,
    pass: (ms: number) => void,
    /** Sends this line with what belongs to it, `HOST` in it replaced; resolves to the head of the answer. */
    raw: (line: string) => Promise<string>,
  ) => Promise<void>,
): Promise<void> {
  const clock = settableClock(1_000);
  const { now: ticks } = clock;
  const behindOne = forwarding({ proxies: 1 });
  const world = await createWorld({ forwarding: behindOne, perClient: RATE, ticks });
  const { provider, store } = world;
  await insertClient(store, { ...CLIENT, clientId: 'RP0000WIDE', rate: { perSecond: 100, burst: 100 } });
  const { door: rules, metrics } = provider;
  const door = openDoor(
    {
      settings: v.parse(LimitSettings, { pauseMs: 0, ...limits }),
      rules,
      forwarding: behindOne,
      metrics,
      log: silentLog,
      ticks,
    },
    undefined,
  );
  const server = await serve(provider.app, { hostname: 'localhost', port: 0, direct: door.handle });
  try {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(server.url + path, { redirect: 'manual', ...init });
    const raw = async (line: string) => {
      const socket = connect(server.port, 'localhost');
      const host = `localhost:${server.port}`;
      socket.write(`${line.replace('HOST', host)}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      const [head] = await once(socket, 'data');
      socket.destroy();
      return String(head);
    };
    await work(ask, clock.advance, raw);
    assert.match(
      await metrics.text(),
      /kazasu_limit_refusals_total\{service="provider",limit="(?:client|address)"\} [1-9]/,
    );
  } finally {
    await server.close();
    door.close();
    await world.close();
  }
}

const PERSON = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'en-GB' };

test('browsers for one client are told to come back, in their language; those for another are not', () =>
  atTheDoor({}, async (ask, pass) => {
    const from = (last: number) => ({ headers: { ...PERSON, 'X-Forwarded-For': `192.0.2.${last}` } });
    for (let i = 1; i <= 2; i++) assert.equal((await ask(authPath(), from(i))).status, 303, String(i));
    const refused = await ask(authPath(), from(4));
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('Retry-After'), '1');
    assert.match(refused.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/);
    const page = await refused.text();
    assert.match(page, /Please wait a few seconds/);
    assert.match(page, /<a[^>]*href=""/);
    assert.doesNotMatch(page, new RegExp(CLIENT.name));
    assert.match(await (await ask(`${authPath()}&ui_locales=ja`, from(5))).text(), /混み合っています/);
    assert.equal((await ask(authPath({ client_id: 'RP0000WIDE' }), from(6))).status, 303);
    // Nobody is known by a name that nobody has.
    for (let i = 1; i <= 4; i++)
      assert.equal((await ask(authPath({ client_id: 'NOBODY' }), from(i))).status, 400);
    pass(1_000);
    assert.equal((await ask(authPath(), from(7))).status, 303);
  }));

test('what only claims to be for a client uses up nothing of its limit, however often it comes', () =>
  atTheDoor({}, async (ask) => {
    const from = { headers: { ...PERSON, 'X-Forwarded-For': '192.0.2.1' } };
    assert.equal((await ask(authPath(), from)).status, 303, 'now the client is known');
    const bare = authPath().replace(/\?.*/, `?client_id=${CLIENT.clientId}`);
    for (let i = 0; i < 5; i++) assert.equal((await ask(bare, from)).status, 400);
    for (let i = 0; i < 5; i++) {
      const wrong = await ask(authPath({ scope: 'nothing' }), from);
      assert.match(wrong.headers.get('location') ?? '', /error=invalid_scope/);
    }
    assert.equal((await ask(authPath(), from)).status, 303);
    assert.equal((await ask(authPath(), from)).status, 429);
  }));

test('no spelling of a request gets round the limit of its client', () =>
  atTheDoor({}, async (ask, _pass, raw) => {
    const from = { headers: { ...PERSON, 'X-Forwarded-For': '192.0.2.1' } };
    for (let i = 0; i < 2; i++) assert.equal((await ask(authPath(), from)).status, 303);
    const [path = '', query = ''] = authPath().split('?');
    const escaped = `${path}?${query.replace('client_id=', 'client%5Fid=')}`;
    const behindAnother = `${path}?xclient_id=a&${query}`;
    for (const spelt of [escaped, behindAnother]) {
      const refused = await ask(spelt, from);
      assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '1'], spelt);
      assert.match(await refused.text(), /Please wait a few seconds/);
    }
    const form = await ask(path, { ...from, method: 'POST', body: new URLSearchParams(query) });
    assert.equal(form.status, 429);
    assert.doesNotMatch(await form.text(), /<a[^>]*href=""/, 'a form is not sent again by a link');
    assert.match(await raw(`GET http://HOST${authPath()} HTTP/1.1`), /^HTTP\/1\.1 429 /);
    assert.equal((await ask(authPath({ client_id: 'RP0000WIDE' }), from)).status, 303);
  }));

test('an address that asks too often is told so in the shape of what it asked', () =>
  atTheDoor({ perAddress: { perSecond: 1, burst: 1 } }, async (ask) => {
    let last = 0;
    // Each path by an address of its own.
    const again = async (path: string, init: RequestInit = {}) => {
      last += 1;
      const headers = {
        ...(init.headers as Record<string, string>),
        'X-Forwarded-For': `198.51.100.${last}`,
      };
      await (await ask(path, { ...init, headers })).text();
      return ask(path, { ...init, headers });
    };
    const token = await again(`${authPath().replace(/auth\?.*/, 'token')}`, { method: 'POST' });
    assert.deepEqual([token.status, await token.json()], [429, { error: 'temporarily_unavailable' }]);
    const app = await again(`/api${APP_PATHS.resume}`, {
      method: 'POST',
      headers: { Origin: TEST_SETTINGS.phoneUrl },
    });
    assert.deepEqual([app.status, await app.json()], [429, { error: 'too_many_requests', final: false }]);
    assert.equal(app.headers.get('Access-Control-Allow-Origin'), TEST_SETTINGS.phoneUrl);
    assert.equal(app.headers.get('Access-Control-Expose-Headers'), 'Retry-After');
    const script = await again('/api/interactions/1234/status');
    assert.deepEqual([script.status, await script.json()], [429, { error: 'too_many_requests' }]);
    const form = await again('/api/interactions/1234/match', { method: 'POST', headers: PERSON });
    assert.doesNotMatch(await form.text(), /<a[^>]*href=""/);
    assert.equal((await again('/healthz')).status, 200, 'who looks after it always hears it');
  }));
