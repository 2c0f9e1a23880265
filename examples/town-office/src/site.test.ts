import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createTownOffice, type TownOfficeOptions } from './main.ts';
import { callbackOf, ISSUER, TestBrowser, TestProvider } from './testing/index.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const origin = 'http://localhost:4011';
const API_KEY = `kzv_${'0'.repeat(16)}_${'A'.repeat(43)}`;
const form = {
  name: '見本　花子',
  address: '架空県かざす市中央一丁目1番1号',
  birthdate: '1988-05-17',
  household: 'all',
  copies: '1',
  purpose: 'bank',
  delivery: 'mail',
};

let provider: TestProvider;
let browser: TestBrowser;

function site(options: Partial<TownOfficeOptions> = {}) {
  return createTownOffice({
    issuer: ISSUER,
    clientId: 'RP0001',
    privateKey,
    origin,
    verifier: { url: 'https://verifier.example', apiKey: API_KEY, purpose: 'p' },
    checkerUrl: 'https://evidence.example',
    trustUrl: 'https://evidence.example/trust.json',
    fetch: provider.fetch,
    ...options,
  });
}

beforeEach(() => {
  provider = new TestProvider();
  browser = new TestBrowser(site(), origin);
});

async function apply(by = browser): Promise<void> {
  assert.equal((await by.post('/apply', form)).headers.get('location'), '/confirm');
}

async function press(by = browser): Promise<string> {
  const answer = await by.post('/sign');
  assert.equal(answer.status, 303);
  return answer.headers.get('location') ?? '';
}

test('the button leads to one and the same transaction, however often and however quickly it is pressed', async () => {
  await apply();
  const first = await Promise.all(Array.from({ length: 20 }, () => press()));
  const then = [await press(), await press()];
  assert.equal(new Set([...first, ...then]).size, 1, 'one address');
  assert.equal(provider.made, 1);
  await apply();
  assert.notEqual(await press(), first[0], 'another application has another');
  assert.equal(provider.made, 2);
});

test('where the provider does not take it again, the next is made at once, and no third unasked', async () => {
  await apply();
  const first = await press();
  await press();
  const second = (await browser.get(callbackOf(first, 'invalid_request'))).headers.get('location') ?? '';
  assert.match(second, /sign_transaction_id=/);
  assert.notEqual(second, first);
  const third = await browser.get(callbackOf(second, 'invalid_request'));
  assert.equal(third.headers.get('location'), '/failed');
  assert.equal(provider.made, 2);
  const again = await press();
  assert.notEqual(again, second, 'what was refused is not offered again');
  assert.equal((await browser.get(callbackOf(again, 'access_denied'))).headers.get('location'), '/failed');
  assert.match(await (await browser.get('/confirm')).text(), /見本　花子/);
});

test('an answer to no question of this browser ends nothing, and leaves nothing with who never was here', async () => {
  await apply();
  const first = await press();
  const stray = callbackOf(first.replace(/state=[^&]*/, 'state=another'), 'access_denied');
  assert.equal((await browser.get(stray)).headers.get('location'), '/failed');
  assert.equal(await press(), first);
  const stranger = new TestBrowser(site(), origin);
  assert.equal((await stranger.get(stray)).headers.get('location'), '/failed');
  assert.equal(stranger.cookies.size, 0);
});

test('thousands who only click end nobody’s application, typed or under way', async () => {
  const app = site();
  const [typing, signing] = [new TestBrowser(app, origin), new TestBrowser(app, origin)];
  await apply(typing);
  await apply(signing);
  const address = await press(signing);
  for (let count = 0; count < 2_100; count += 1) {
    assert.equal((await app.request(`${origin}/fill`)).status, 303);
  }
  assert.equal((await typing.get('/confirm')).status, 200);
  assert.equal(await press(signing), address);
});

test('where everybody is signing, the next is told to come later, in both languages', async () => {
  const app = site({ mostSessions: 1 });
  const signing = new TestBrowser(app, origin);
  await apply(signing);
  await press(signing);
  const newcomer = new TestBrowser(app, origin);
  for (const [language, told] of [
    ['ja', /混み合っています/],
    ['en', /Many people are applying now/],
  ] as const) {
    await newcomer.get(`/language/${language}`);
    const answer = await newcomer.get('/fill');
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), told);
  }
  assert.equal((await signing.get('/confirm')).status, 200);
});

test('an error of our own is a page that says so, and the office is told of it; one of the request is not', async () => {
  const faults: unknown[] = [];
  const broken = new TypeError('the clock stands still');
  let isBroken = true;
  const clock = () => {
    if (!isBroken) return 0;
    isBroken = false;
    throw broken;
  };
  const visitor = new TestBrowser(site({ clock, onFault: (error) => faults.push(error) }), origin);
  assert.equal((await visitor.get('/fill')).status, 500);
  assert.deepEqual(faults, [broken]);
  assert.equal((await visitor.post('/apply', form, 'https://evil.example')).status, 403);
  assert.deepEqual(faults, [broken]);
});

test('the name in the cookie changes when something is typed, and the one before it is worth nothing from then on', async () => {
  await apply();
  const before = browser.cookies.get('town-office') ?? '';
  await apply();
  assert.equal((await browser.get('/confirm')).status, 200);
  browser.cookies.set('town-office', before);
  assert.equal((await browser.get('/confirm')).headers.get('location'), '/apply');
});

/** Somebody who opened a session, typed into it or not, and planted its cookie at a newcomer. */
async function planted(hasTyped: boolean) {
  const app = site();
  const [attacker, victim] = [new TestBrowser(app, origin), new TestBrowser(app, origin)];
  if (hasTyped) await attacker.post('/apply', { ...form, name: '攻撃　者' });
  else await attacker.get('/fill');
  const name = attacker.cookies.get('town-office') ?? '';
  victim.cookies.set('town-office', name);
  return { attacker, victim, name };
}

for (const hasTyped of [false, true]) {
  test(`whoever planted a cookie, ${hasTyped ? 'having typed' : 'having clicked'}, never gets to what is typed under it`, async () => {
    const { attacker, victim, name } = await planted(hasTyped);
    await apply(victim);
    // Before the victim has presented the new name.
    assert.equal((await attacker.get('/confirm')).headers.get('location'), '/apply');
    assert.doesNotMatch(await (await attacker.get('/apply')).text(), /花子/);
    await attacker.get('/fill');
    attacker.cookies.set('town-office', name);
    assert.equal((await attacker.get('/confirm')).headers.get('location'), '/apply');
    assert.match(await (await victim.get('/confirm')).text(), /見本　花子/);
  });

  test(`nor, ${hasTyped ? 'having typed' : 'having clicked'}, to the name under which the browser comes back from the provider`, async () => {
    const { attacker, victim, name } = await planted(hasTyped);
    await victim.get('/fill');
    const own = victim.cookies.get('town-office');
    assert.notEqual(own, name);
    await attacker.get('/fill');
    const told = attacker.cookies.get('town-office');
    assert.ok(told !== own && told !== name);
    // As on the way back: what is kept from now on is kept for this name alone.
    await victim.get('/confirm');
    for (const other of [name, told ?? '']) {
      attacker.cookies.set('town-office', other);
      const answer = await attacker.get('/callback?state=stray');
      assert.deepEqual([answer.headers.get('location'), answer.headers.getSetCookie()], ['/failed', []]);
    }
  });
}

test('an answer that was lost on the way to the provider takes nothing along', async () => {
  await apply();
  const before = browser.cookies.get('town-office') ?? '';
  const address = await press();
  browser.cookies.set('town-office', before);
  assert.equal(await press(), address, 'pressed again');
  assert.match(await (await browser.get('/confirm')).text(), /見本　花子/);
  browser.cookies.set('town-office', before);
  assert.equal((await browser.get('/confirm')).headers.get('location'), '/apply', 'from then on it is over');
});

test('a form that is too long for its paper is refused by the name of the field, in both languages', async () => {
  const long = { ...form, address: `架空県かざす市${`${'W'.repeat(30)} `.repeat(10)}` };
  for (const [language, told] of [
    ['ja', /住所が長すぎて、申請書の欄に収まりません/],
    ['en', /Address: too long for its place on the form/],
  ] as const) {
    await browser.get(`/language/${language}`);
    const answer = await browser.post('/apply', long);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), told);
  }
});

test('a body that is too long is refused as such, one of no stated length too, and a request without one is not', async () => {
  const app = site();
  // As the town serves it: with Node's own Request, which knows no other.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send = async (headers: Record<string, string>, body?: string) => {
    const options = { port, method: 'POST', path: '/sign', headers: { origin, ...headers } };
    const sent = request(options).end(body);
    const [answer] = await once(sent, 'response');
    let text = '';
    for await (const piece of answer.setEncoding('utf8')) text += piece;
    return { status: answer.statusCode, location: answer.headers.location, text };
  };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const long = await send({ ...type, 'content-length': '10001' }, 'a'.repeat(10_001));
  assert.equal(long.status, 413);
  assert.match(long.text, /送信された内容が長すぎます/);
  const english = { ...type, 'content-length': '10001', 'accept-language': 'en' };
  assert.match((await send(english, 'a'.repeat(10_001))).text, /That is too long/);
  assert.equal((await send({ ...type, 'transfer-encoding': 'chunked' }, 'a=b')).status, 411);
  for (const none of [{}, { 'content-length': '0' }]) {
    const { status, location } = await send(none);
    assert.deepEqual([status, location], [303, '/apply'], JSON.stringify(none));
  }
  server.close();
});

test('a form from another site is refused as one', async () => {
  const answer = await browser.post('/apply', form, 'https://evil.example');
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /この画面からは続けられません/);
});
