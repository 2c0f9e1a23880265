import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createRelyingParty, type RelyingParty, RelyingPartyError } from '@kazasu/rp';
import type { SandboxAnswer, SandboxProblem } from '../api/index.ts';
import { type Client, insertClient } from '../client/index.ts';
import { FAILURES } from '../interaction/answer.ts';
import { MIGRATIONS } from '../store.ts';
import { authPath, CLIENT } from '../testing/clients.ts';
import { Signer } from '../testing/signer.ts';
import { playSubstitute, SANDBOX } from '../testing/substitute.ts';
import { begin, beginAt, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { OUTCOMES, outcomeView } from './outcome/index.ts';

const PERSONS = '/api/sandbox/persons';
const ISSUER = 'http://localhost:4001/api/realms/main';
const USERINFO = '/api/realms/main/protocol/openid-connect/userinfo';

let world: World;
let played: ReturnType<typeof playSubstitute>;
const slept: unknown[] = [];
/** What sleepers wait for. */
let held: Promise<void> | undefined;

before(async () => {
  world = await createWorld({
    sandbox: SANDBOX,
    sleep: async (ms) => {
      slept.push(ms);
      await held;
    },
  });
  const hanako = await world.personalise({});
  const taro = await world.personalise({ residentId: 'taro', name: '試野　太郎', myNumber: '999000000024' });
  cards = new Map([
    ['hanako', hanako],
    ['taro', taro],
  ]);
  const add = (clientId: string, changes: Partial<Client>) => Signer.create(world, clientId, changes);
  instead = await add('INSTEAD', { substitute: 'instead' });
  await add('OFF', { substitute: 'off' });
  government = await add('OFFICE', { kind: 'government' });
});
after(() => world.close());
let cards: Map<string, Awaited<ReturnType<World['personalise']>>>;
let instead: Signer;
let government: Signer;
beforeEach(() => {
  played = playSubstitute(world, cards);
  slept.length = 0;
});

const ask = (changes: Record<string, string | undefined>, headers: Record<string, string> = {}) =>
  world.provider.app.request(authPath(changes), { headers });
const locationOf = (response: Response) => new URL(response.headers.get('location') ?? '', 'http://here');
/** Every table's rows, as many as there are. */
async function everything(): Promise<unknown> {
  const tables = MIGRATIONS.flatMap(({ statements }) =>
    statements.flatMap((statement) => /CREATE TABLE (\w+)/.exec(statement)?.[1] ?? []),
  );
  const all = await Promise.all(tables.map((table) => world.store.run(`SELECT * FROM ${table}`)));
  return all.map((found, index) => [tables[index], found]);
}
const rows = async (table: string) => (await world.store.run(`SELECT * FROM ${table}`)).length;

test('with person and outcome in the address the one answer is the redirect to the relying party', async () => {
  const response = await ask({ kazasu_person: 'hanako', kazasu_outcome: 'success' });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('set-cookie'), null);
  const location = locationOf(response);
  assert.equal(location.origin, 'https://rp.example');
  assert.match(location.searchParams.get('code') ?? '', /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(
    played.map(({ person, agree }) => [person, agree]),
    [['hanako', true]],
  );
});

test('a person alone means success, and an outcome before any card needs nobody', async () => {
  assert.ok(locationOf(await ask({ kazasu_person: 'taro' })).searchParams.get('code'));
  const revoked = locationOf(await ask({ kazasu_outcome: 'revoked' }));
  assert.equal(revoked.searchParams.get('error_description'), 'The certificate has been revoked');
  assert.equal(played.length, 1);
});

const BAD: readonly [what: string, parameters: Record<string, string>, said: RegExp][] = [
  ['an unknown person', { kazasu_person: 'nobody' }, /^kazasu_person is not one/],
  ['a person that is markup', { kazasu_person: '<img src=x>' }, /^kazasu_person is not one/],
  ['an unknown outcome', { kazasu_person: 'hanako', kazasu_outcome: 'gold' }, /^kazasu_outcome is not one/],
  [
    'an outcome of Object',
    { kazasu_person: 'hanako', kazasu_outcome: 'constructor' },
    /^kazasu_outcome is not/,
  ],
  ['a success of nobody', { kazasu_outcome: 'success' }, /^kazasu_person is missing/],
  [
    'an outcome of signatures',
    { kazasu_person: 'hanako', kazasu_outcome: 'result-slow' },
    /^kazasu_outcome does not/,
  ],
  [
    'an endless delay',
    { kazasu_person: 'hanako', kazasu_outcome: 'slow', kazasu_delay: '31' },
    /^kazasu_delay is not/,
  ],
  [
    'no delay',
    { kazasu_person: 'hanako', kazasu_outcome: 'slow', kazasu_delay: '0' },
    /^kazasu_delay is not/,
  ],
  [
    'half a delay',
    { kazasu_person: 'hanako', kazasu_outcome: 'slow', kazasu_delay: '1.5' },
    /^kazasu_delay is not/,
  ],
  [
    'a delay of what is not late',
    { kazasu_person: 'hanako', kazasu_delay: '5' },
    /^kazasu_delay does not go/,
  ],
];
for (const [what, parameters, said] of BAD) {
  test(`${what} is told with what is allowed, and nothing is begun`, async () => {
    const before = await rows('provider_transaction');
    const page = await ask(parameters);
    assert.equal(page.status, 400);
    assert.equal(page.headers.get('location'), null);
    const text = await page.text();
    assert.match(text, /<code lang="en" id="reason">invalid_request: kazasu_/);
    assert.ok(text.includes('<code>hanako</code>') && text.includes('<code>revoked</code>'));
    assert.doesNotMatch(text, /<img src=x>|nobody<|constructor</);
    const answer = await ask(parameters, { accept: 'application/json' });
    const problem = (await answer.json()) as SandboxProblem;
    assert.deepEqual([answer.status, problem.error], [400, 'invalid_request']);
    assert.match(problem.error_description, said);
    assert.deepEqual(problem.allowed.persons, ['hanako', 'taro']);
    assert.ok(!problem.allowed.outcomes.includes('result-slow'));
    assert.equal(await rows('provider_transaction'), before);
    assert.equal(played.length, 0);
  });
}

test('an outcome of a signature for a government client is none for a private one', async () => {
  const operatorless = authPath({ scope: 'openid sign', kazasu_outcome: 'revoked-meanwhile' });
  // Without a transaction to sign the request is refused before the sandbox looks at it.
  assert.match(locationOf(await world.provider.app.request(operatorless)).search, /error=invalid_request/);
  const id = await government.transaction();
  const changes = { client_id: 'OFFICE', scope: 'openid sign', sign_transaction_id: id };
  const login = await ask({ ...changes, kazasu_outcome: 'revoked' }, { accept: 'application/json' });
  assert.match(((await login.json()) as SandboxProblem).error_description, /does not go with this request/);
  const response = await ask({ ...changes, kazasu_person: 'hanako', kazasu_outcome: 'revoked-meanwhile' });
  const { body } = await government.redeem(response);
  const result = await government.result(id, body.access_token);
  const { certificate_status: status } = result.body as { certificate_status?: { status: string } };
  assert.equal(status?.status, 'revoked');
});

test('what is late waits as long as it was told, and nothing else waits', async () => {
  await ask({ kazasu_person: 'hanako', kazasu_outcome: 'slow', kazasu_delay: '30' });
  await ask({ kazasu_person: 'hanako', kazasu_outcome: 'slow' });
  await ask({ kazasu_person: 'hanako' });
  await ask({ kazasu_outcome: 'cancelled' });
  assert.deepEqual(slept, [30_000, 5_000]);
});

test('no more than 128 requests are held at once: the next is told so, whatever it asks, and nothing was done for it', async (t) => {
  const later = { client_id: 'INSTEAD', kazasu_person: 'hanako', kazasu_outcome: 'userinfo-slow' };
  const { body: tokens } = await instead.redeem(await ask(later));
  const userinfo = async () =>
    world.provider.app.request(USERINFO, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const toSign = await government.transaction();
  const signature = {
    client_id: 'OFFICE',
    scope: 'openid sign',
    sign_transaction_id: toSign,
    kazasu_person: 'hanako',
  };
  const browser = await begin(world.provider.app);
  const { promise, resolve } = Promise.withResolvers<void>();
  held = promise;
  const letGo = () => {
    held = undefined;
    resolve();
  };
  t.after(letGo);
  let answered = 0;
  const waiting = Array.from({ length: 128 }, () => userinfo().finally(() => (answered += 1)));
  // One that is answered is none that is held, and would be waited for in vain.
  while (slept.length + answered < 128) await new Promise(setImmediate);
  assert.equal(slept.length, 128, 'all are held');
  const before = await everything();
  const page = await ask({ kazasu_outcome: 'cancelled' }, { accept: 'text/html' });
  assert.deepEqual([page.status, page.headers.get('retry-after')], [429, '5']);
  assert.match(await page.text(), /<h1>/);
  const asked = await userinfo();
  assert.deepEqual([asked.status, await asked.json()], [429, { error: 'too_many_requests' }]);
  assert.equal(asked.headers.get('retry-after'), '5');
  for (const refused of [
    await ask(signature),
    await world.provider.app.request(PERSONS),
    await browser.get('/sandbox'),
    await choose(browser, { kazasu_outcome: 'cancelled' }),
  ]) {
    assert.equal(refused.status, 429);
  }
  assert.deepEqual(await everything(), before);
  letGo();
  for (const { status } of await Promise.all(waiting)) assert.equal(status, 200);
  assert.ok(locationOf(await ask(signature)).searchParams.get('code'), 'there is room again');
});

test('however many ask for the people, the substitute is asked once at a time, and each hears what was true then', async () => {
  const persons = (call: number) => [{ id: `call-${call}`, name: '花', note: { ja: '', en: '' } }];
  const [asked, answering] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const calls = { all: 0, running: 0, most: 0 };
  world.substitute = async () => {
    asked.resolve();
    const call = ++calls.all;
    calls.most = Math.max(calls.most, ++calls.running);
    await answering.promise;
    calls.running -= 1;
    return Response.json(persons(call));
  };
  const list = async () => (await world.provider.app.request(PERSONS)).json();
  const first = list();
  await Promise.race([asked.promise, first]);
  const others = Array.from({ length: 50 }, list);
  await new Promise(setImmediate);
  answering.resolve();
  assert.deepEqual(await first, persons(1));
  for (const other of others) assert.deepEqual(await other, persons(2));
  assert.deepEqual(await list(), persons(3));
  assert.deepEqual(calls, { all: 3, running: 0, most: 1 });
});

describe('a strict client', () => {
  let seen: { path: string; status: number; error: string | undefined; nonce: string | null }[];
  let party: RelyingParty;
  before(async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { jwksUri: _, ...rest } = CLIENT;
    const own = { clientId: 'STRICT', registrationId: 'of STRICT', profile: 'strict' } as const;
    await insertClient(world.store, {
      ...{ ...rest, ...own },
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256' }] },
    });
    party = createRelyingParty({
      ...{ issuer: ISSUER, clientId: 'STRICT', redirectUri: 'https://rp.example/callback' },
      ...{ profile: 'strict', privateKey, clock: () => world.clock.now() },
      dpopKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const response = await world.provider.app.request(new URL(request.url).pathname, request);
        const { error } = (await response.clone().json()) as { error?: string };
        const nonce = response.headers.get('dpop-nonce');
        seen.push({ path: new URL(request.url).pathname, status: response.status, error, nonce });
        return response;
      },
    });
  });
  beforeEach(() => {
    seen = [];
  });

  /** Everything that a relying party does with a login, until something is refused. */
  async function goThrough(outcome: string): Promise<SandboxAnswer> {
    const asked = { kazasu_person: 'hanako', kazasu_outcome: outcome };
    const told = (error: unknown, at: SandboxAnswer['at']): SandboxAnswer => {
      if (!(error instanceof RelyingPartyError)) throw error;
      const last = seen.at(-1);
      const description = error.oauthErrorDescription;
      return {
        ...{ at, gets: 'error', ...(last !== undefined && { status: last.status }) },
        ...{ error: error.oauthError, ...(description !== undefined && { description }) },
      };
    };
    const begun = await party
      .beginLogin({ scope: ['openid', 'name'], parameters: asked })
      .catch((error: unknown) => told(error, 'pushed'));
    if ('at' in begun) return begun;
    const { pathname, search } = new URL(begun.url);
    const answer = await world.provider.app.request(pathname + search);
    if (answer.status !== 303) {
      const description = 'Invalid parameter: request_uri';
      assert.ok((await answer.text()).includes(`>${description}<`));
      return { at: 'page', gets: 'error', status: answer.status, error: 'invalid_request', description };
    }
    const { tokens, ...failed } = await party
      .callback(answer.headers.get('location') ?? '', begun.session)
      .catch((error: unknown) => ({ tokens: undefined, ...told(error, 'token') }));
    if (tokens === undefined) return failed as SandboxAnswer;
    const next = await party.refresh(tokens).catch((error: unknown) => told(error, 'refresh'));
    if ('at' in next) return next;
    const items = await party.userinfo(next).catch((error: unknown) => told(error, 'userinfo'));
    return 'at' in items ? items : { at: 'userinfo', gets: 'ok' };
  }

  test('meets each of its outcomes where the table says it, and nowhere before', async () => {
    const own = OUTCOMES.filter(({ only }) => only === 'strict').map(outcomeView);
    assert.ok(own.length > 10, String(own.length));
    for (const { id, told } of own) {
      seen.length = 0;
      assert.deepEqual(await goThrough(id), told.at(-1), id);
    }
    assert.deepEqual(await goThrough('success'), { at: 'userinfo', gets: 'ok' });
  });

  test('is given a nonce to repeat a request with, each time, where one is always asked for', async () => {
    await goThrough('token-dpop-nonce');
    const asked = seen.filter(({ error }) => error === 'use_dpop_nonce');
    assert.equal(asked.length, 2);
    for (const { nonce } of asked) assert.match(String(nonce), /^[A-Za-z0-9_-]{22}$/);
  });

  test('is refused with nothing stored, and no browser changes what was pushed', async () => {
    await assert.rejects(
      party.beginLogin({ scope: ['openid'], parameters: { kazasu_outcome: 'pushed-unavailable' } }),
    );
    assert.equal(await rows('provider_pushed_request'), 0);
    const { url } = await party.beginLogin({ scope: ['openid'] });
    const { pathname, search } = new URL(url);
    const answer = await world.provider.app.request(`${pathname}${search}&kazasu_outcome=cancelled`);
    assert.match(answer.headers.get('location') ?? '', /^\/api\/interactions\//);
  });

  test('alone has them: to others, on the page, and without a sandbox they are none', async () => {
    for (const outcome of ['pushed-invalid', 'token-dpop-key']) {
      const asked = { kazasu_person: 'hanako', kazasu_outcome: outcome };
      const answer = await ask(asked, { accept: 'application/json' });
      assert.match(((await answer.json()) as SandboxProblem).error_description, /does not go with/, outcome);
    }
    const { url } = await party.beginLogin({ scope: ['openid'] });
    const { pathname, search } = new URL(url);
    const browser = await beginAt(world.provider.app, await world.provider.app.request(pathname + search));
    const page = await (await browser.get('/sandbox')).text();
    assert.match(page, /value="token-dpop-key"/);
    assert.doesNotMatch(page, /value="pushed-invalid"|value="request-uri-expired"/);
    const chosen = await choose(browser, { kazasu_person: 'hanako', kazasu_outcome: 'pushed-invalid' });
    assert.equal(chosen.status, 400);
  });
});

test('a client whose mode is off has no sandbox: the parameters mean nothing, and no page speaks of it', async () => {
  const response = await ask({ client_id: 'OFF', kazasu_person: 'hanako', kazasu_outcome: 'success' });
  const path = locationOf(response).pathname;
  assert.match(path, /^\/api\/interactions\//);
  const browser = await begin(world.provider.app, { client_id: 'OFF' });
  const page = await (await browser.get()).text();
  assert.doesNotMatch(page, /sandbox|サンドボックス/i);
  const choice = await browser.get('/sandbox');
  assert.deepEqual([choice.status, locationOf(choice).pathname], [303, `/api/interactions/${browser.id}`]);
  const posted = await choose(browser, { kazasu_person: 'hanako', kazasu_outcome: 'success' });
  assert.equal(posted.status, 303);
  assert.equal((await browser.status()).state, 'waiting');
  assert.equal(played.length, 0);
});

function choose(
  browser: { id: string; cookie: string },
  choice: Record<string, string>,
  headers: Record<string, string> = {},
) {
  return world.provider.app.request(`/api/interactions/${browser.id}/sandbox`, {
    method: 'POST',
    headers: { cookie: browser.cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(choice).toString(),
  });
}

test('beside the app the waiting page leads to the choice, and what is chosen there is the answer', async () => {
  const browser = await begin(world.provider.app);
  assert.match(await (await browser.get()).text(), /id="sandbox" href="[^"]+\/sandbox"/);
  const page = await (await browser.get('/sandbox')).text();
  assert.match(page, /value="hanako"[^>]* checked/);
  const chosen = await choose(browser, {
    kazasu_person: 'taro',
    kazasu_outcome: 'success',
    kazasu_delay: '5',
  });
  assert.deepEqual([chosen.status, locationOf(chosen).pathname], [303, `/api/interactions/${browser.id}`]);
  const answer = locationOf(await browser.get('/continue'));
  assert.ok(answer.searchParams.get('code'));
});

test('instead of the app the choice is shown at once', async () => {
  const browser = await begin(world.provider.app, { client_id: 'INSTEAD' });
  assert.equal(locationOf(await browser.get()).pathname, `/api/interactions/${browser.id}/sandbox`);
  const page = await (await browser.get('/sandbox')).text();
  assert.doesNotMatch(page, /アプリとカードを使う画面に戻る/);
  await choose(browser, { kazasu_outcome: 'expired' });
  const answer = locationOf(await browser.get('/continue'));
  assert.equal(answer.searchParams.get('error'), 'temporarily_unavailable');
  assert.ok(instead);
});

test('nobody but the browser that began sees the choice or makes one', async () => {
  const browser = await begin(world.provider.app);
  const other = await begin(world.provider.app);
  const good = { kazasu_person: 'hanako', kazasu_outcome: 'success' };
  for (const cookie of ['', other.cookie, `${browser.cookie}x`]) {
    const shown = await world.provider.app.request(`/api/interactions/${browser.id}/sandbox`, {
      headers: { cookie },
    });
    assert.equal(shown.status, 404);
    assert.equal((await choose({ id: browser.id, cookie }, good)).status, 404);
  }
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ]) {
    assert.equal((await choose(browser, good, headers)).status, 404, JSON.stringify(headers));
  }
  assert.equal((await browser.status()).state, 'waiting');
  assert.equal(played.length, 0);
  assert.equal((await choose(browser, good, { 'sec-fetch-site': 'same-origin' })).status, 303);
  assert.equal((await browser.status()).state, 'approved');
});

test('of many choices for one interaction the first counts', async () => {
  const browser = await begin(world.provider.app);
  await Promise.all([
    choose(browser, { kazasu_person: 'hanako', kazasu_outcome: 'success' }),
    choose(browser, { kazasu_person: 'taro', kazasu_outcome: 'token-server-error' }),
    choose(browser, { kazasu_outcome: 'cancelled' }),
  ]);
  const [row] = await world.store.run<{ outcome: string }>(
    'SELECT outcome FROM provider_sandbox_choice WHERE transaction_id = $1',
    [browser.id],
  );
  const ends = row?.outcome === 'cancelled' ? 'declined' : 'approved';
  assert.equal((await browser.status()).state, ends);
  assert.ok(played.length <= 1);
});

test('a bad choice on the page is shown again with what to mend', async () => {
  const browser = await begin(world.provider.app);
  for (const choice of [
    {},
    { kazasu_person: 'nobody', kazasu_outcome: 'success' },
    { kazasu_person: 'hanako', kazasu_outcome: 'slow', kazasu_delay: '99' },
    { kazasu_person: 'hanako' },
  ]) {
    const response = await choose(browser, choice);
    assert.equal(response.status, 400, JSON.stringify(choice));
    assert.match(await response.text(), /role="alert"/);
  }
  assert.equal((await browser.status()).state, 'waiting');
});

test('once a phone has opened it there is nothing to choose', async () => {
  const browser = await begin(world.provider.app);
  await openPhone(world.provider.app, await browser.linkCode());
  assert.equal((await browser.get('/sandbox')).status, 303);
  await choose(browser, { kazasu_outcome: 'cancelled' });
  assert.equal((await browser.status()).state, 'opened');
});

test('without anybody to play the phone the relying party hears that the service is unavailable', async () => {
  const persons = world.substitute;
  world.substitute = async (path, init) => {
    if (path === '/persons' && persons) return persons(path, init);
    throw new TypeError('fetch failed');
  };
  const location = locationOf(await ask({ kazasu_person: 'hanako' }));
  assert.equal(location.searchParams.get('error'), 'temporarily_unavailable');
  world.substitute = undefined;
  assert.equal((await ask({ kazasu_person: 'hanako' })).status, 503);
  const browser = await begin(world.provider.app);
  const page = await browser.get('/sandbox');
  assert.match(await page.text(), /試験用の人を読み込めません/);
  await choose(browser, { kazasu_outcome: 'cancelled' });
  assert.equal((await browser.status()).state, 'declined');
});

test('a phone that gives up in the middle leaves an answer', async () => {
  world.substitute = async (path, init) => {
    if (path === '/persons') return Response.json([{ id: 'hanako', name: '花', note: { ja: '', en: '' } }]);
    await openPhone(world.provider.app, JSON.parse(String(init?.body)).code);
    return new Response(null, { status: 502 });
  };
  assert.equal(locationOf(await ask({ kazasu_person: 'hanako' })).searchParams.get('error'), 'access_denied');
});

test('every reason that ends a login can be asked for, and no two outcomes have one id', () => {
  const failures = OUTCOMES.flatMap(({ way }) => (way.kind === 'fail' ? [way.failure] : []));
  for (const code of Object.keys(FAILURES))
    assert.ok(
      failures.some((failure) => failure === code),
      code,
    );
  assert.equal(new Set(OUTCOMES.map(({ id }) => id)).size, OUTCOMES.length);
});

test('what was chosen is forgotten when its session must have ended', async () => {
  await ask({ kazasu_outcome: 'cancelled' });
  assert.ok((await rows('provider_sandbox_choice')) > 0);
  world.clock.advance(11 * 3_600_000);
  await world.provider.sweep();
  assert.equal(await rows('provider_sandbox_choice'), 0);
});
