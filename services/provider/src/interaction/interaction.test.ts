import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { serve } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
import { APP_PATHS, type AppProblem, type AppTransaction } from '../api/index.ts';
import { deleteClient } from '../client/index.ts';
import { proofOf } from '../testing/card.ts';
import { addClient, authPath, REQUEST } from '../testing/clients.ts';
import { begin, call, callRaw, digitsOf, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { insertOpenCode } from './open-code-store.ts';

let world: World;
let hanako: CardImage;
const MINUTE = 60_000;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;
const onlyPerson = { scope: 'openid' };

async function approved(asked = onlyPerson) {
  const browser = await begin(app(), asked);
  const phone = await openPhone(app(), await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  await phone.decide(true);
  return { browser, phone };
}

function target(response: Response): URL {
  assert.equal(response.status, 303);
  return new URL(response.headers.get('location') ?? '', 'http://localhost:4001');
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const [row] = await world.store.run('SELECT * FROM provider_transaction WHERE id = $1', [id]);
  return row ?? {};
}

test('the answer has the parameters in their order, with the state as it was sent', async () => {
  const { browser, phone } = await approved();
  const location = target(await browser.answer(phone));
  assert.equal(location.origin + location.pathname, 'https://rp.example/callback');
  assert.deepEqual([...location.searchParams.keys()], ['state', 'session_state', 'iss', 'code']);
  assert.equal(location.searchParams.get('state'), REQUEST.state);
  assert.equal(location.searchParams.get('session_state'), browser.id);
  assert.equal(location.searchParams.get('iss'), 'http://localhost:4001/api/realms/main');
});

test('another browser sees nothing, and nothing tells it that there is something', async () => {
  const { browser } = await approved();
  const unknown = '/api/interactions/00000000-0000-4000-8000-000000000000';
  const own = `/api/interactions/${browser.id}`;
  const other = await begin(app(), onlyPerson);
  const blank = await (await app().request(unknown)).text();
  for (const suffix of ['', '/status', '/continue']) {
    for (const cookie of [
      '',
      other.cookie,
      other.cookie.replace(other.id, browser.id),
      `${browser.cookie}x`,
    ]) {
      const response = await app().request(own + suffix, { headers: { cookie } });
      assert.equal(response.status, 404, `${suffix} ${cookie}`);
      assert.equal(await response.text(), blank, 'the same page as for an id that never was');
    }
  }
  for (const suffix of ['/qr', '/cancel', '/match', '/extend']) {
    assert.equal((await app().request(own + suffix, { method: 'POST' })).status, 404);
  }
  assert.equal((await browser.status()).state, 'approved');
});

test('two cookies of one name are none', async () => {
  const browser = await begin(app(), onlyPerson);
  const cookie = `${browser.cookie}; ${browser.cookie}`;
  const response = await app().request(`/api/interactions/${browser.id}`, { headers: { cookie } });
  assert.equal(response.status, 404);
});

test('a form on another site cannot act for the person', async () => {
  const browser = await begin(app(), onlyPerson);
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:4002' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:4001', 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]) {
    assert.equal((await browser.post('/cancel', headers)).status, 404);
    for (const suffix of ['/qr', '/match', '/extend']) {
      assert.equal((await browser.post(suffix, headers)).status, 404);
    }
  }
  assert.equal((await browser.status()).state, 'waiting');
  const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
  assert.equal((await browser.post('/cancel', own)).status, 303, 'as a browser sends it without a referrer');
  assert.equal((await browser.status()).state, 'declined');
});

test('the page says who asks and from where', async () => {
  const browser = await begin(app(), onlyPerson);
  const html = await (await browser.get()).text();
  assert.ok(html.includes('あおぞら図書館 予約サービス'));
  assert.ok(html.includes('https://rp.example'));
  assert.ok(!html.includes(REQUEST.state ?? ''), 'no parameter of the request');
});

test('a code opens once, and the first phone wins', async () => {
  const browser = await begin(app(), onlyPerson);
  const [link, qr] = [await browser.linkCode(), await browser.qrCode()];
  await openPhone(app(), link);
  assert.deepEqual(await call(app(), APP_PATHS.open, { code: link }), {
    error: 'transaction_unknown',
    final: true,
  });
  assert.deepEqual(await call(app(), APP_PATHS.open, { code: qr }), {
    error: 'transaction_unknown',
    final: true,
  });
  assert.equal((await browser.post('/qr')).status, 409);
});

test('a code that was drawn while the first phone opened finds the transaction taken', async () => {
  const browser = await begin(app(), onlyPerson);
  await openPhone(app(), await browser.linkCode());
  const code = 'x'.repeat(22);
  const drawn = { transactionId: browser.id, openedBy: 'qr', expiresAt: world.clock.now() + MINUTE } as const;
  await insertOpenCode(world.store, { codeHash: hashToken(code), ...drawn });
  assert.deepEqual(await call(app(), APP_PATHS.open, { code }), { error: 'transaction_taken', final: true });
});

for (const way of ['link', 'qr'] as const) {
  test(`a code lives for a minute and a half, so that one sent on finds nobody (${way})`, async () => {
    const browser = await begin(app(), onlyPerson);
    const draw = () => (way === 'link' ? browser.linkCode() : browser.qrCode());
    const [early, late] = [await draw(), await draw()];
    world.clock.advance(90_000);
    const expired = { error: 'transaction_expired', final: true };
    assert.deepEqual(await call(app(), APP_PATHS.open, { code: early }), expired);
    assert.deepEqual(await call(app(), APP_PATHS.open, { code: late }), expired);
    const fresh = await draw();
    world.clock.advance(90_000 - 1);
    await openPhone(app(), fresh);
  });
}

test('the page gets a fresh link together with the fresh QR code', async () => {
  const browser = await begin(app(), onlyPerson);
  world.clock.advance(60_000);
  const { link } = (await (await browser.post('/qr')).json()) as { link: string };
  world.clock.advance(60_000);
  await openPhone(app(), link.slice(link.indexOf('=') + 1));
});

test('a page without scripts says how long its link lives', async () => {
  const browser = await begin(app(), onlyPerson);
  assert.match(await (await browser.get()).text(), /<noscript><p>リンクとQRコードは約1分/);
  await openPhone(app(), await browser.linkCode());
  assert.ok(!(await (await browser.get()).text()).includes('<noscript>'));
});

test('the app is told by which way it was opened', async () => {
  const browser = await begin(app(), onlyPerson);
  assert.equal((await openPhone(app(), await browser.qrCode())).transaction.openedBy, 'qr');
  const other = await begin(app(), onlyPerson);
  assert.equal((await openPhone(app(), await other.linkCode())).transaction.openedBy, 'link');
});

test('a reloaded app finds its transaction, without a new token', async () => {
  const browser = await begin(app(), {});
  const phone = await openPhone(app(), await browser.linkCode());
  const resumed = await phone.resume();
  assert.equal(resumed.transactionToken, undefined);
  assert.deepEqual({ ...resumed, transactionToken: phone.token }, phone.transaction);
  assert.deepEqual(resumed.items, ['name', 'address', 'birthdate', 'gender']);
});

test('whoever has no transaction token, or another, gets nothing', async () => {
  for (const path of [APP_PATHS.resume, APP_PATHS.decision]) {
    const body = path === APP_PATHS.decision ? { agree: true } : undefined;
    const unknown = { error: 'transaction_unknown', final: true };
    assert.deepEqual(await call(app(), path, body), unknown);
    assert.deepEqual(await call(app(), path, body, 'x'.repeat(43)), unknown);
  }
});

test('agreeing needs a proof, and stopping is possible until something is decided', async () => {
  const browser = await begin(app(), onlyPerson);
  const phone = await openPhone(app(), await browser.linkCode());
  assert.deepEqual(await phone.decide(true), { error: 'transaction_state', final: false });
  assert.equal(((await phone.decide(false)) as AppTransaction).state, 'declined');
  assert.deepEqual(await phone.decide(false), { error: 'transaction_state', final: true });
  assert.deepEqual(await phone.decide(true), { error: 'transaction_state', final: true });
});

test('a decision is made once', async () => {
  const { browser, phone } = await approved();
  assert.deepEqual(await phone.decide(false), { error: 'transaction_state', final: true });
  assert.deepEqual(await phone.decide(true), { error: 'transaction_state', final: true });
  const cancelled = await browser.post('/cancel');
  assert.equal(cancelled.status, 303);
  assert.equal((await browser.status()).state, 'approved');
});

test('a proof is accepted once', async () => {
  const browser = await begin(app(), onlyPerson);
  const phone = await openPhone(app(), await browser.linkCode());
  const proof = await proofOf(hanako, phone.transaction);
  assert.equal(((await phone.proof(proof)) as AppTransaction).state, 'proved');
  assert.deepEqual(await phone.proof(proof), { error: 'transaction_state', final: false });
});

for (const who of ['app', 'browser']) {
  test(`declined in the ${who}: the relying party hears access_denied, and the items are gone`, async () => {
    const browser = await begin(app());
    const phone = await openPhone(app(), await browser.linkCode());
    await phone.proof(await proofOf(hanako, phone.transaction));
    assert.notEqual((await rowOf(browser.id)).items, null);
    if (who === 'app') await phone.decide(false);
    else assert.equal(target(await browser.post('/cancel')).pathname, `/api/interactions/${browser.id}`);
    assert.equal((await rowOf(browser.id)).items, null);
    const location = target(await browser.get('/continue'));
    assert.deepEqual([...location.searchParams.keys()], ['error', 'error_description', 'state', 'iss']);
    assert.equal(location.searchParams.get('error'), 'access_denied');
    assert.equal(location.searchParams.get('state'), REQUEST.state);
    assert.equal((await rowOf(browser.id)).outcome, 'declined');
  });
}

test('a form that cancels is answered by our own page, which then leads on', async () => {
  const browser = await begin(app(), onlyPerson);
  await browser.post('/cancel');
  const page = await browser.get();
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('refresh'), `0; url=/api/interactions/${browser.id}/continue`);
});

test('after half an hour every open state has expired, an approval too', async () => {
  const waiting = await begin(app(), onlyPerson);
  const opened = await begin(app(), onlyPerson);
  const phone = await openPhone(app(), await opened.linkCode());
  const proof = await proofOf(hanako, phone.transaction);
  const done = await approved({ scope: 'openid name' });
  assert.deepEqual(Object.keys((await done.phone.resume()).handover ?? {}), ['name']);
  world.clock.advance(30 * MINUTE - 1);
  assert.equal((await opened.status()).state, 'opened');
  world.clock.advance(1);
  assert.deepEqual(await phone.proof(proof), { error: 'transaction_expired', final: true });
  assert.deepEqual(await phone.decide(false), { error: 'transaction_expired', final: true });
  assert.equal((await phone.resume()).state, 'expired');
  const over = await done.phone.resume();
  assert.deepEqual([over.state, over.handover], ['expired', undefined], 'swept or not');
  for (const browser of [waiting, opened, done.browser]) {
    assert.deepEqual(await browser.status(), { state: 'expired', step: 'answer' });
    const location = target(await browser.get('/continue'));
    assert.equal(location.searchParams.get('error'), 'temporarily_unavailable');
    assert.equal(location.searchParams.get('error_description'), 'authentication_expired');
    assert.equal(location.searchParams.get('code'), null);
    assert.equal((await rowOf(browser.id)).outcome, 'expired');
  }
});

test('nothing is handed over before the time, nor twice', async () => {
  const browser = await begin(app(), onlyPerson);
  assert.equal(target(await browser.get('/continue')).pathname, `/api/interactions/${browser.id}`);
  const { browser: done, phone } = await approved();
  assert.ok(target(await done.answer(phone)).searchParams.has('code'));
  const again = await done.answer(phone);
  assert.equal(again.status, 410);
  assert.equal(again.headers.get('location'), null);
  assert.deepEqual(await done.status(), { state: 'finished', step: 'over' });
  assert.equal((await done.get()).headers.get('refresh'), null);
});

test('looking with HEAD uses nothing up and draws nothing', async () => {
  const { browser, phone } = await approved();
  const waiting = await begin(app(), onlyPerson);
  const countRows = async () => {
    const rows = await world.store.run<{ n: number }>(
      'SELECT (SELECT COUNT(*) FROM provider_transaction) + (SELECT COUNT(*) FROM provider_open_code) AS n',
    );
    return rows[0]?.n;
  };
  const before = await countRows();
  const head = (path: string, cookie: string) => app().request(path, { method: 'HEAD', headers: { cookie } });
  for (const [path, cookie] of [
    [`/api/interactions/${browser.id}/continue`, browser.cookie],
    [(await phone.resume()).returnUrl ?? '', browser.cookie],
    [`/api/interactions/${waiting.id}`, waiting.cookie],
    [authPath(), ''],
  ] as const) {
    const response = await head(path, cookie);
    assert.equal(response.status, 405, path);
    assert.match(response.headers.get('allow') ?? '', /^GET/);
    assert.equal(response.headers.get('location'), null);
    assert.equal(response.headers.get('set-cookie'), null);
  }
  assert.equal(await countRows(), before);
  assert.ok(target(await browser.answer(phone)).searchParams.has('code'));
});

test('the items leave the transaction with the answer, and sweeping takes those that nobody fetched', async () => {
  const browser = await begin(app());
  const phone = await openPhone(app(), await browser.linkCode());
  await phone.proof(await proofOf(hanako, phone.transaction));
  await phone.decide(true);
  assert.ok(target(await browser.answer(phone)).searchParams.has('code'));
  assert.equal((await rowOf(browser.id)).items, null);

  const late = await begin(app());
  const other = await openPhone(app(), await late.linkCode());
  await other.proof(await proofOf(hanako, other.transaction));
  await world.provider.sweep();
  assert.notEqual((await rowOf(late.id)).items, null);
  world.clock.advance(30 * MINUTE);
  await world.provider.sweep();
  assert.equal((await rowOf(late.id)).items, null);
  assert.equal((await rowOf(late.id)).state, 'expired');
  assert.equal(target(await late.get('/continue')).searchParams.get('error'), 'temporarily_unavailable');
  world.clock.advance(30 * 24 * 60 * MINUTE);
  await world.provider.sweep();
  assert.deepEqual(await rowOf(late.id), {});
});

test('a client that is gone ends the interaction without a word', async () => {
  const browser = await begin(app(), onlyPerson);
  const code = await browser.linkCode();
  await deleteClient(world.store, 'RP00000001');
  assert.equal((await browser.get()).status, 404);
  assert.deepEqual(await call(app(), APP_PATHS.open, { code }), {
    error: 'transaction_unknown',
    final: true,
  });
  assert.equal((await app().request(authPath())).status, 400);
  await addClient(world);
});

test('a login that nobody followed is kept no longer than its cookie', async () => {
  const waiting = await begin(app(), onlyPerson);
  const opened = await begin(app(), onlyPerson);
  await openPhone(app(), await opened.linkCode());
  const { browser: done } = await approved();
  world.clock.advance(60 * MINUTE - 1);
  await world.provider.sweep();
  assert.equal(target(await waiting.get('/continue')).searchParams.get('error'), 'temporarily_unavailable');
  world.clock.advance(1);
  await world.provider.sweep();
  assert.deepEqual(await rowOf(waiting.id), {});
  assert.deepEqual(await rowOf(opened.id), {});
  assert.notEqual((await rowOf(done.id)).report, null, 'the report has its own, longer time');
});

test('once its time is up nothing is left of what nobody fetches but the error, and then nobody can ask for anything', async () => {
  const from = { headers: { 'user-agent': 'Firefox/140.0' }, address: '203.0.113.9' };
  const open = async (code: 'linkCode' | 'qrCode') => {
    const browser = await begin(app(), { scope: 'openid name' }, from);
    return { browser, phone: await openPhone(app(), await browser[code]()) };
  };
  const [declined, failed, agreed] = [await open('linkCode'), await open('qrCode'), await open('linkCode')];
  for (const { phone } of [declined, agreed]) await phone.proof(await proofOf(hanako, phone.transaction));
  await declined.phone.decide(false);
  await agreed.phone.decide(true);
  const wrong = String((Number(digitsOf(failed.phone.transaction)) + 1) % 1_000_000).padStart(6, '0');
  for (let time = 0; time < 5; time += 1) await failed.browser.match(wrong);
  assert.equal((await failed.phone.resume()).state, 'failed');
  world.clock.advance(30 * MINUTE);
  await world.provider.sweep();
  for (const { browser, phone } of [declined, failed, agreed]) {
    const { asked_from, nonce, code_challenge, digits, items, ticket_hash, person_id } = await rowOf(
      browser.id,
    );
    assert.deepEqual(
      { asked_from, nonce, code_challenge, digits, items, ticket_hash, person_id },
      {
        asked_from: null,
        nonce: '',
        code_challenge: '',
        digits: null,
        items: null,
        ticket_hash: null,
        person_id: null,
      },
    );
    assert.deepEqual((await phone.resume()).askedFrom, { network: 'other' });
  }
  const told = target(await declined.browser.get('/continue')).searchParams;
  assert.deepEqual([told.get('error'), told.get('state')], ['access_denied', REQUEST.state]);
  world.clock.advance(30 * MINUTE);
  await world.provider.sweep();
  const { echo, browser_hash, phone_hash, report } = await rowOf(agreed.browser.id);
  assert.deepEqual({ echo, browser_hash, phone_hash }, { echo: '', browser_hash: '', phone_hash: null });
  assert.ok(report);
  assert.equal(
    (await call<AppProblem>(app(), APP_PATHS.resume, undefined, agreed.phone.token)).error,
    'transaction_unknown',
  );
  assert.equal((await agreed.browser.get('/continue')).status, 404);
});

test('what the request brought is gone once the answer has gone out', async () => {
  const { browser, phone } = await approved();
  assert.ok(target(await browser.answer(phone)).searchParams.has('code'));
  const { echo, nonce, code_challenge } = await rowOf(browser.id);
  assert.deepEqual({ echo, nonce, code_challenge }, { echo: '', nonce: '', code_challenge: '' });
});

test('however often the page is loaded, two codes of each way are open, the newest among them', async () => {
  const browser = await begin(app(), onlyPerson);
  const codes: string[] = [];
  for (let i = 0; i < 5; i++) {
    world.clock.advance(1);
    codes.push(await browser.linkCode());
  }
  const open = await world.store.run<{ opened_by: string }>(
    'SELECT opened_by FROM provider_open_code WHERE transaction_id = $1 ORDER BY opened_by',
    [browser.id],
  );
  assert.deepEqual(
    open.map((row) => row.opened_by),
    ['link', 'link', 'qr', 'qr'],
  );
  const unknown = { error: 'transaction_unknown', final: true };
  assert.deepEqual(await call(app(), APP_PATHS.open, { code: codes[2] }), unknown);
  await openPhone(app(), codes[3] ?? '');
});

test('only pages of the phone’s origin may call the app’s half', async () => {
  const preflight = (origin: string) =>
    app().request(`/api${APP_PATHS.open}`, { method: 'OPTIONS', headers: { origin } });
  const allowed = await preflight('http://localhost:4002');
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'http://localhost:4002');
  assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization, content-type');
  for (const origin of [
    'https://evil.example',
    'http://localhost:4001',
    'http://localhost.evil.example',
    'null',
  ]) {
    const refused = await preflight(origin);
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get('access-control-allow-origin'), null);
  }
  const browser = await begin(app(), onlyPerson);
  const code = await browser.linkCode();
  const open = (origin: string) =>
    app().request(`/api${APP_PATHS.open}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  assert.equal((await open('https://evil.example')).status, 403);
  const opened = await open('http://localhost:4002');
  assert.equal(opened.status, 200, 'the refused call used nothing up');
  assert.equal(opened.headers.get('access-control-allow-origin'), 'http://localhost:4002');
  assert.equal(opened.headers.get('cache-control'), 'no-store');
});

test('what goes out at once over HTTP has the headers that it has anywhere', async () => {
  const server = await serve(app(), { hostname: 'localhost', port: 0 });
  // Written by Node's own server, or of one exchange.
  const ofTheWay = new Set(['connection', 'content-length', 'date', 'keep-alive']);
  const headersOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => !ofTheWay.has(name)));
  const overHttp = { request: (path: string, init?: RequestInit) => fetch(server.url + path, init) };
  try {
    for (const Origin of ['http://localhost:4002', undefined]) {
      const [here, there] = await Promise.all(
        [app(), overHttp].map(async (asked) => {
          const body = JSON.stringify({ code: await (await begin(app(), onlyPerson)).linkCode() });
          const headers = { 'Content-Type': 'application/json', ...(Origin && { Origin }) };
          return asked.request(`/api${APP_PATHS.open}`, { method: 'POST', headers, body });
        }),
      );
      assert.deepEqual([here?.status, there?.status], [200, 200]);
      assert.deepEqual(headersOf(there as Response), headersOf(here as Response));
    }
  } finally {
    await server.close();
  }
});

test('what is not the contract’s JSON is refused, with no effect', async () => {
  const browser = await begin(app(), onlyPerson);
  const code = await browser.linkCode();
  const post = (body: string, type = 'application/json') =>
    app().request(`/api${APP_PATHS.open}`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const [body, type, status] of [
    ['{', undefined, 400],
    ['{}', undefined, 400],
    [JSON.stringify({ code: [code] }), undefined, 400],
    [JSON.stringify({ code: `${code}=` }), undefined, 400],
    [JSON.stringify({ code }), 'text/plain', 415],
    [JSON.stringify({ code, padding: 'x'.repeat(20_000) }), undefined, 413],
  ] as const) {
    const response = await post(body, type);
    assert.equal(response.status, status, body.slice(0, 60));
    assert.deepEqual(await response.json(), { error: 'request_invalid', final: false });
  }
  await openPhone(app(), code);
});

test('every refusal has its status', async () => {
  assert.equal((await callRaw(app(), APP_PATHS.open, { code: 'x'.repeat(22) })).status, 404);
  assert.equal((await callRaw(app(), APP_PATHS.resume)).status, 404);
  const browser = await begin(app(), onlyPerson);
  const phone = await openPhone(app(), await browser.linkCode());
  assert.equal((await callRaw(app(), APP_PATHS.decision, { agree: true }, phone.token)).status, 409);
  world.clock.advance(30 * MINUTE);
  assert.equal((await callRaw(app(), APP_PATHS.decision, { agree: true }, phone.token)).status, 410);
});

test('when the authority does not say whose certificate it is, the login may be tried again', async () => {
  const taro = await world.personalise({ residentId: 'taro', myNumber: '999000000024' });
  const browser = await begin(app(), onlyPerson);
  const phone = await openPhone(app(), await browser.linkCode());
  const proof = await proofOf(taro, phone.transaction);
  world.network = async (path, forward) =>
    path === '/v1/serial-links' ? new Response('{}', { status: 500 }) : forward();
  assert.deepEqual(await phone.proof(proof), { error: 'service_unavailable', final: false });
  world.network = undefined;
  assert.equal(((await phone.proof(proof)) as AppTransaction).state, 'proved');
});
