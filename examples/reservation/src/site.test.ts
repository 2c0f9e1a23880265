import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createReservation } from './main.ts';
import { ISSUER, TestBrowser, TestProvider } from './testing/index.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const time = Date.UTC(2026, 9, 1, 3);
const origin = 'http://localhost:4010';

let now: number;
let provider: TestProvider;
let browser: TestBrowser;

function site(at = origin) {
  const options = { origin: at, issuer: ISSUER, clientId: 'RP0001', privateKey };
  return createReservation({ ...options, fetch: provider.fetch, clock: () => now });
}

beforeEach(() => {
  now = time;
  provider = new TestProvider(time);
  browser = new TestBrowser(site(), origin);
});

async function begin(): Promise<string> {
  return (await browser.get('/login')).headers.get('location') ?? '';
}

async function logIn(): Promise<void> {
  const response = await browser.get(provider.callbackFor(await begin()));
  assert.equal(response.headers.get('location'), '/mypage');
}

async function failWith(answer: Record<string, string>): Promise<string> {
  const response = await browser.get(provider.callbackFor(await begin(), answer));
  assert.equal(response.headers.get('location'), '/login-failed');
  return (await browser.get('/login-failed')).text();
}

test('the first page has the button, in Japanese or in the browser’s language or the chosen one', async () => {
  assert.match(await (await browser.get('/')).text(), /マイナンバーカードで認証/);
  const english = /Sign in with My Number Card/;
  assert.match(await (await browser.get('/', { 'accept-language': 'en-US,ja;q=0.5' })).text(), english);
  const change = await browser.get('/language/en?back=/mypage');
  assert.equal(change.headers.get('location'), '/mypage');
  assert.match(await (await browser.get('/')).text(), english);
});

test('changing the language leads to pages of this site only', async () => {
  for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', '/a?b', 'x']) {
    const response = await browser.get(`/language/en?back=${encodeURIComponent(back)}`);
    assert.equal(response.headers.get('location'), '/', back);
  }
});

test('every page forbids scripts, frames and caches', async () => {
  for (const path of ['/', '/login-failed', '/nowhere', '/mypage']) {
    const { headers } = await browser.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
  }
  const page = await (await browser.get('/')).text();
  assert.doesNotMatch(page, /<script|style=|onclick|https?:/);
});

test('the session cookie is out of reach for scripts, and for TLS and this host alone where there is TLS', async () => {
  const [cookie] = (await browser.get('/login')).headers.getSetCookie();
  assert.match(cookie ?? '', /^reservation=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1800$/);
  const secure = new TestBrowser(site('https://minatono.example'), 'https://minatono.example');
  const [strict] = (await secure.get('/login')).headers.getSetCookie();
  assert.match(
    strict ?? '',
    /^__Host-reservation=.*; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1800; Secure$/,
  );
});

test('the button leads to the provider with all four items asked for', async () => {
  const url = new URL(await begin());
  assert.equal(url.origin + url.pathname, `${ISSUER}/protocol/openid-connect/auth`);
  assert.equal(url.searchParams.get('scope'), 'openid name address birthdate gender');
  assert.equal(url.searchParams.get('redirect_uri'), `${origin}/callback`);
});

test('after a login the page greets with the items as the card holds them, and a reading beside', async () => {
  await logIn();
  const page = await (await browser.get('/mypage')).text();
  for (const text of [
    '港野　はるか 様',
    '架空県みなと野市波止場町1番2号',
    '19900401',
    '1990年4月1日',
    '<span class="reading">女</span>',
  ]) {
    assert.ok(page.includes(text), text);
  }
});

test('a birth date that is not fully known is shown as it is, without a reading', async () => {
  provider.items.birthdate = '19450000';
  await logIn();
  const page = await (await browser.get('/mypage')).text();
  assert.ok(page.includes('19450000'));
  assert.doesNotMatch(page, /1945年|Invalid/);
});

test('items are text and never markup', async () => {
  provider.items.name = '<script>alert(1)</script>';
  provider.items.gender = '"><img src=x>';
  await logIn();
  assert.doesNotMatch(await (await browser.get('/mypage')).text(), /<script|<img/);
});

test('the session gets a new name when the person logs in', async () => {
  const location = await begin();
  const before = browser.cookies.get('reservation');
  await browser.get(provider.callbackFor(location));
  assert.notEqual(browser.cookies.get('reservation'), before);
  browser.cookies.set('reservation', before ?? '');
  assert.equal((await browser.get('/mypage')).headers.get('location'), '/');
});

test('a callback works once, in the browser that began, and only the last that was begun', async () => {
  const first = provider.callbackFor(await begin());
  const second = provider.callbackFor(await begin());
  const stranger = new TestBrowser(site(), origin);
  assert.equal((await stranger.get(second)).headers.get('location'), '/login-failed');
  assert.match(await (await stranger.get('/login-failed')).text(), /この画面からは続けられません/);
  assert.equal((await browser.get(first)).headers.get('location'), '/login-failed');
  await logIn();
  assert.equal((await browser.get(second)).headers.get('location'), '/login-failed');
});

test('a forged callback does not end the login that is under way', async () => {
  const question = await begin();
  for (const forged of ['/callback?state=x&code=y', '/callback']) {
    assert.equal((await browser.get(forged)).headers.get('location'), '/login-failed');
  }
  const response = await browser.get(provider.callbackFor(question));
  assert.equal(response.headers.get('location'), '/mypage');
});

test('a link from elsewhere to the login does not log anybody out', async () => {
  await logIn();
  await begin();
  assert.equal((await browser.get('/mypage')).status, 200);
});

test('a callback that arrives twice at the same time asks for tokens once', async () => {
  const callback = provider.callbackFor(await begin());
  await Promise.all([browser.get(callback), browser.get(callback)]);
  assert.equal(provider.tokenRequests, 1);
});

const REFUSALS: [Record<string, string>, RegExp][] = [
  [
    { error: 'access_denied', error_description: 'The user cancelled or refused the request' },
    /認証を中止しました/,
  ],
  [{ error: 'access_denied' }, /認証できませんでした/],
  [{ error: 'access_denied', error_description: 'worded otherwise' }, /認証できませんでした/],
  [
    { error: 'access_denied', error_description: 'The certificate has been revoked' },
    /電子証明書が失効しています/,
  ],
  [{ error: 'access_denied', error_description: 'The certificate has expired' }, /有効期限が切れています/],
  [{ error: 'access_denied', error_description: 'The card could not be verified' }, /認証できませんでした/],
  [{ error: 'temporarily_unavailable', error_description: 'x' }, /時間内に認証が終わりませんでした/],
  [{ error: 'server_error' }, /認証サービスに接続できませんでした/],
  [{ error: '<b>', error_description: '<i>evil</i>' }, /認証サービスに接続できませんでした/],
];

for (const [answer, title] of REFUSALS) {
  test(`a refused login is explained: ${JSON.stringify(answer)}`, async () => {
    const page = await failWith(answer);
    assert.match(page, title);
    assert.doesNotMatch(page, /evil|<b>|certificate/);
    assert.equal((await browser.get('/mypage')).headers.get('location'), '/');
  });
}

test('a card that cannot work is not asked for again at once', async () => {
  const revoked = await failWith({
    error: 'access_denied',
    error_description: 'The certificate has been revoked',
  });
  assert.doesNotMatch(revoked, /href="\/login"/);
  assert.match(await failWith({ error: 'access_denied' }), /href="\/login"/);
});

const choice = { facility: 'tennis', date: '2026-10-02', time: '13:00' };

test('a slot that is offered is booked and confirmed', async () => {
  await logIn();
  assert.equal((await browser.post('/booking', choice)).headers.get('location'), '/booked');
  const page = await (await browser.get('/booked')).text();
  for (const text of ['テニスコート', '10月2日（金） 13:00', '港野　はるか'])
    assert.ok(page.includes(text), text);
  assert.match(page, /MN-\d{6}/);
});

test('a slot that is not offered is refused, and so is a form from another site or from nobody', async () => {
  assert.equal((await browser.post('/booking', choice)).headers.get('location'), '/');
  await logIn();
  for (const wrong of [
    { facility: 'moon' },
    { date: '2026-10-01' },
    { date: '2026-10-09' },
    { time: '03:00' },
  ]) {
    const response = await browser.post('/booking', { ...choice, ...wrong });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /選び直してください/);
  }
  assert.equal((await browser.post('/booking', choice, 'https://evil.example')).status, 403);
  assert.equal((await browser.post('/logout', {}, 'https://evil.example')).status, 403);
  assert.equal((await browser.get('/mypage')).status, 200);
});

test('a body that is too long, of no stated length, or missing is answered as what it is', async () => {
  const server = createServer(getRequestListener(site().fetch, { overrideGlobalObjects: false }));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send = async (headers: Record<string, string>, body?: string) => {
    const sent = request({ port, method: 'POST', path: '/booking', headers: { origin, ...headers } });
    const [answer] = await once(sent.end(body), 'response');
    answer.resume();
    return answer.statusCode;
  };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal(await send({ ...type, 'content-length': '10001' }, 'a'.repeat(10_001)), 413);
  assert.equal(await send({ ...type, 'transfer-encoding': 'chunked' }, 'a=b'), 411);
  assert.equal(await send({}), 303);
  server.close();
});

test('a name that was changed is worth nothing any more', async () => {
  await logIn();
  const before = browser.cookies.get('reservation') ?? '';
  await browser.post('/booking', choice);
  browser.cookies.set('reservation', before);
  assert.equal((await browser.get('/mypage')).headers.get('location'), '/');
});

test('logging out forgets the person, on the server too', async () => {
  await logIn();
  const cookie = browser.cookies.get('reservation') ?? '';
  await browser.post('/logout');
  assert.equal(browser.cookies.has('reservation'), false);
  browser.cookies.set('reservation', cookie);
  assert.equal((await browser.get('/mypage')).headers.get('location'), '/');
});

test('a session ends after half an hour', async () => {
  await logIn();
  now += 30 * 60_000 - 1;
  assert.equal((await browser.get('/mypage')).status, 200);
  now += 1;
  assert.equal((await browser.get('/mypage')).status, 303);
});

test('the site has an icon, which every page names', async () => {
  assert.match(
    await (await browser.get('/')).text(),
    /<link rel="icon" href="\/icon.svg" type="image\/svg\+xml">/,
  );
  const icon = await browser.get('/icon.svg');
  assert.equal(icon.headers.get('content-type'), 'image/svg+xml');
  assert.match(await icon.text(), /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
});

test('an unknown page is answered with a page', async () => {
  const response = await browser.get('/nowhere');
  assert.equal(response.status, 404);
  assert.match(await response.text(), /ページが見つかりません/);
});
