import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { randomId } from '@kazasu/server/random';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { insertClient } from './client/index.ts';
import { proofOf } from './testing/card.ts';
import { authPath, CLIENT, VERIFIER } from './testing/clients.ts';
import { type Collector, lineOf, spansOf, startCollector } from './testing/collector.ts';
import { TEST_SETTINGS } from './testing/test-deps.ts';
import { type Browser, begin, openPhone, type Phone } from './testing/visit.ts';
import { createWorld, HANAKO, PINS, type World } from './testing/world.ts';

let collector: Collector;
let world: World;
let hanako: CardImage;
let key: CryptoKey;

const BASE = 'http://localhost:4001/api/realms/main';
const PROTOCOL = '/api/realms/main/protocol/openid-connect';
const REDIRECT = 'https://rp.example/callback';

before(async () => {
  collector = await startCollector();
  world = await createWorld({ tracing: { url: collector.url, ratio: 1 } });
  hanako = await world.personalise({});
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256' }] };
  const { jwksUri: _jwksUri, ...client } = CLIENT;
  for (const clientId of ['RPwithKey', 'RPother'])
    await insertClient(world.store, { ...client, clientId, registrationId: randomId(), jwks });
});
after(async () => {
  await world.close();
  await collector.close();
});

interface Visit {
  readonly browser: Browser;
  readonly phone: Phone;
  readonly location: URL;
}

async function logIn(image: CardImage, changes: { readonly [name: string]: string } = {}): Promise<Visit> {
  const { app } = world.provider;
  const browser = await begin(app, { client_id: 'RPwithKey', ...changes });
  const phone = await openPhone(app, await browser.linkCode());
  const proved = await phone.proof(await proofOf(image, phone.transaction));
  assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
  const agreed = await phone.decide(true);
  assert.ok('state' in agreed && agreed.state === 'approved');
  assert.deepEqual(await browser.status(), { state: 'approved', step: 'wait' });
  const answer = await browser.answer(phone);
  assert.equal(answer.status, 303);
  return { browser, phone, location: new URL(answer.headers.get('location') ?? '') };
}

async function redeem(location: URL, clientId = 'RPwithKey'): Promise<Record<string, string>> {
  const assertion = await new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(BASE)
    .setExpirationTime(new Date(world.clock.now() + 60_000))
    .sign(key);
  const response = await world.provider.app.request(`${PROTOCOL}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      code: location.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    }),
  });
  const body = (await response.json()) as Record<string, string>;
  assert.equal(response.status, 200, JSON.stringify(body));
  return body;
}

async function userinfo(token: string | undefined): Promise<Record<string, string>> {
  const response = await world.provider.app.request(`${PROTOCOL}/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as Record<string, string>;
}

test('a whole login: link, card, agreement, code, tokens, and the four items at the relying party', async () => {
  const { location, browser, phone } = await logIn(hanako);
  assert.equal(location.searchParams.get('session_state'), browser.id);
  const tokens = await redeem(location);
  const { sub, ...items } = await userinfo(tokens.access_token);
  assert.deepEqual(items, {
    name: HANAKO.name,
    address: HANAKO.address,
    birthdate: HANAKO.birthdate,
    gender: HANAKO.gender,
  });
  assert.match(sub ?? '', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  assert.deepEqual((await phone.resume()).handover, undefined, 'the phone’s half has forgotten them');
});

test('a code that was asked for with dpop_jkt is of no use without a proof by that key', async () => {
  const visit = await logIn(hanako, { dpop_jkt: 'x'.repeat(43) });
  await assert.rejects(redeem(visit.location), /"invalid_grant".*The grant is bound to another key/);
});

test('two people in the same second get their own items each', async () => {
  const people = await Promise.all(
    ['1', '2', '3', '4'].map((digit) =>
      world.personalise({
        residentId: `twin-${digit}`,
        name: `双子　${digit}`,
        myNumber: `9990000000${['24', '32', '40', '59'][Number(digit) - 1]}`,
      }),
    ),
  );
  const visits = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const image = people[index % 4] as CardImage;
      const { location } = await logIn(image);
      const { name } = await userinfo((await redeem(location)).access_token);
      return name === `双子　${(index % 4) + 1}`;
    }),
  );
  assert.ok(visits.every(Boolean));
});

test('the subject survives renewal, and is another at every relying party', async () => {
  const subject = async (image: CardImage, clientId: string) => {
    const { location } = await logIn(image, { client_id: clientId, scope: 'openid' });
    return (await userinfo((await redeem(location, clientId)).access_token)).sub;
  };
  const before = await subject(hanako, 'RPwithKey');
  const renewed = await world.renew('hanako');
  assert.equal(await subject(renewed, 'RPwithKey'), before);
  assert.notEqual(await subject(renewed, 'RPother'), before);
  const other = await world.personalise({ residentId: 'jiro', myNumber: '999000000067' });
  assert.notEqual(await subject(other, 'RPwithKey'), before);
});

test('nothing personal, no secret and no code reaches log, metrics, traces or audit', async () => {
  world.lines.length = 0;
  const ryoko = await world.personalise({
    residentId: 'ryoko',
    name: '更科　涼子',
    address: '架空県かざす市更新台七丁目',
    birthdate: '19920808',
    myNumber: '999000000075',
  });
  const { browser, phone, location } = await logIn(ryoko);
  const tokens = await redeem(location);
  const { sub } = await userinfo(tokens.access_token);
  await userinfo(`${tokens.access_token}x`);
  await phone.decide(true);
  await browser.answer(phone);
  await world.provider.app.request(`/api/interactions/${browser.id}?lang=en&secret=abc`);
  // Twice, so that the audit has something to tell.
  await assert.rejects(redeem(location));
  await world.provider.sweep();
  const log = world.lines.join('');
  assert.ok(world.lines.length >= 8, 'the log does tell something');
  assert.ok(log.includes('/api/interactions/:id'), 'routes as patterns');
  const secrets = {
    name: '更科',
    address: '更新台',
    birthdate: '19920808',
    pin: PINS.text,
    cookie: browser.cookie.split('=')[1],
    phone: phone.token,
    code: location.searchParams.get('code'),
    transaction: browser.id,
    state: 'of the test',
    nonce: 'nonce-of-the-test',
    challenge: phone.transaction.challenge.nonce,
    certificate: ryoko.jpki.authenticationCertificate.slice(40, 80),
    query: 'secret=abc',
    sub,
    ...tokens,
    verifier: VERIFIER,
  };
  const {
    expires_in: _seconds,
    token_type: _type,
    scope: _scope,
    refresh_expires_in: _others,
    ...told
  } = secrets as typeof secrets & Record<string, unknown>;
  const spans = await collector.spans('provider', 'authority');
  const places = {
    log,
    metrics: await world.provider.metrics.text(),
    traces: spans,
    audit: JSON.stringify(await world.store.run('SELECT * FROM provider_audit')),
  };
  const asked = spansOf(spans).find(({ service, name }) => service === 'authority' && name === 'request');
  assert.deepEqual(lineOf(spansOf(spans), asked), [
    'authority request',
    'provider authority',
    'provider judgement',
    'provider request',
  ]);
  for (const name of ['request', 'statement', 'authority', 'judgement']) {
    assert.ok(spans.includes(`"name":"${name}"`), `there are spans of ${name}`);
  }
  assert.match(places.audit, /code\.reused/);
  for (const [what, secret] of Object.entries(told)) {
    if (typeof secret === 'number') continue;
    assert.ok(typeof secret === 'string' && secret.length > 1, what);
    for (const [place, text] of Object.entries(places)) {
      // Four digits stand in many a time and id.
      const found =
        what === 'pin' ? new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`).test(text) : text.includes(secret);
      assert.ok(!found, `${what} is in the ${place}`);
    }
  }
});

test('metrics count, and name nobody', async () => {
  const text = await world.provider.metrics.text();
  assert.match(text, /kazasu_provider_card_proofs_total\{result="accepted"\} \d+/);
  assert.ok(!text.includes('見本') && !text.includes('hanako'));
});

test('the counters are served to the operator alone', async () => {
  const ask = (token?: string) =>
    world.provider.app.request(
      '/metrics',
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    );
  for (const token of [undefined, 'wrong', `${TEST_SETTINGS.adminToken}x`]) {
    const refused = await ask(token);
    assert.equal(refused.status, 401);
    assert.doesNotMatch(await refused.text(), /kazasu_/);
  }
  const told = await ask(TEST_SETTINGS.adminToken);
  assert.match(told.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.equal(told.headers.get('cache-control'), 'no-store');
  const text = await told.text();
  assert.match(text, /^kazasu_http_requests_in_flight\{service="provider"\} 1$/m);
  assert.match(text, /kazasu_provider_assertion_leniences_total/);
});

test('the service says that it is well, and nothing about what is not there', async () => {
  const { app } = world.provider;
  assert.equal((await app.request('/healthz')).status, 200);
  const nothing = await app.request('/api/nothing');
  assert.equal(nothing.status, 404);
  assert.equal(nothing.headers.get('cache-control'), 'no-store');
  assert.equal(nothing.headers.get('x-content-type-options'), 'nosniff');
  const script = await app.request('/api/pages/waiting.js');
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal((await app.request('/api/pages/waiting.css')).status, 200);
});

test('a fault inside is opaque, in the shape of who asked', async () => {
  const broken = await createWorld();
  await broken.store.run('DROP TABLE provider_transaction');
  const path = authPath();
  const json = await broken.provider.app.request(path);
  assert.equal(json.status, 500);
  assert.deepEqual(await json.json(), { error: 'server_error' });
  const page = await broken.provider.app.request(path, { headers: { accept: 'text/html,*/*' } });
  assert.equal(page.status, 500);
  assert.match(await page.text(), /一時的に利用できません/);
  assert.doesNotMatch(broken.lines.join(''), /provider_transaction|INSERT|of the test/);
  await broken.close();
});

test('a store that is away is told as that, in the shape of who asked', async () => {
  const away = await createWorld();
  await away.store.close();
  const response = await away.provider.app.request(authPath());
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), { error: 'temporarily_unavailable' });
  assert.match(away.lines.join(''), /store\/unavailable/);
  await away.close();
});
