import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { Hono } from 'hono';
import * as jose from 'jose';
import { mountAuthorize } from '../authorize/index.ts';
import { type Client, deleteClient, insertClient } from '../client/index.ts';
import { mountInteraction } from '../interaction/index.ts';
import { MIGRATIONS } from '../store.ts';
import { AUTH_PATH, CLIENT, REQUEST } from '../testing/clients.ts';
import { raceEngines } from '../testing/engines.ts';
import { Prover, RelyingParty } from '../testing/index.ts';
import { type TestDeps, testDeps } from '../testing/test-deps.ts';
import { beginAt, openPhone } from '../testing/visit.ts';
import { mountPushedRequests } from './index.ts';

const PAR = '/api/realms/main/protocol/openid-connect/ext/par/request';
const ISSUER = 'http://localhost:4001/api/realms/main';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const URN = 'urn:ietf:params:oauth:request_uri:';

type Changes = { readonly [name: string]: string | undefined };

const rp = await RelyingParty.create('STRICT1');
const other = await RelyingParty.create('STRICT2');
const signing = await RelyingParty.create('STRICT3');

let deps: TestDeps;
let app: Hono;

async function addStrict(store: TestDeps['store'], party: RelyingParty, changes: Partial<Client> = {}) {
  const { jwksUri: _none, ...client } = CLIENT;
  await insertClient(store, {
    ...client,
    clientId: party.clientId,
    registrationId: `registration of ${party.clientId}`,
    jwks: party.jwks,
    profile: 'strict',
    ...changes,
  });
}

before(async () => {
  deps = await testDeps();
  app = new Hono();
  mountPushedRequests(app, deps);
  mountAuthorize(app, deps);
  mountInteraction(app, deps);
  await addStrict(deps.store, rp);
  await addStrict(deps.store, other);
  await addStrict(deps.store, signing, { messageSigning: true });
  await insertClient(deps.store, CLIENT);
});

beforeEach(async () => {
  await deps.store.run('DELETE FROM provider_transaction');
  await deps.store.run('DELETE FROM provider_pushed_request');
});

interface Pushed {
  readonly status: number;
  readonly body: { request_uri?: string; expires_in?: number; error?: string; error_description?: string };
}

async function post(form: Changes | URLSearchParams, party = rp, at = { app, deps }): Promise<Pushed> {
  const pairs = form instanceof URLSearchParams ? [...form] : Object.entries(form);
  const body = new URLSearchParams(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
  body.append('client_assertion_type', ASSERTION_TYPE);
  body.append('client_assertion', await party.assertion(ISSUER, at.deps.clock.now()));
  const response = await at.app.request(PAR, { method: 'POST', body });
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return { status: response.status, body: (await response.json()) as Pushed['body'] };
}

/** What an honest client pushes. */
const push = (changes: Changes = {}, party = rp, at = { app, deps }) =>
  post({ ...REQUEST, client_id: party.clientId, ...changes }, party, at);

async function pushed(changes: Changes = {}, party = rp, at = { app, deps }): Promise<string> {
  const { status, body } = await push(changes, party, at);
  assert.equal(status, 201, JSON.stringify(body));
  return body.request_uri ?? '';
}

function use(requestUri: string, changes: Changes = {}, at = { app }) {
  const query = Object.entries({ client_id: rp.clientId, request_uri: requestUri, ...changes });
  return at.app.request(`${AUTH_PATH}?${new URLSearchParams(query as [string, string][])}`);
}

async function refusedByPage(response: Response | Promise<Response>, reason: string): Promise<void> {
  const { status, headers } = await response;
  assert.equal(status, 400);
  assert.equal(headers.get('location'), null, 'never a redirect');
  assert.ok((await (await response).text()).includes(`>${reason}<`), reason);
}

const begins = (response: Response) => /^\/api\/interactions\//.test(response.headers.get('location') ?? '');

/** A signed request, as an honest client makes it but for the changes. */
async function requestObject(
  claims: Record<string, unknown> = {},
  {
    party = rp,
    header = {},
    key = party.ec,
  }: { party?: RelyingParty; header?: Record<string, unknown>; key?: CryptoKey | Uint8Array } = {},
): Promise<string> {
  const now = deps.clock.now() / 1000;
  const { clientId } = party;
  const all = {
    ...{ ...REQUEST, client_id: clientId, iss: clientId, aud: ISSUER },
    ...{ iat: now, nbf: now, exp: now + 60, jti: crypto.randomUUID() },
    ...claims,
  };
  return new jose.SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg: 'ES256', kid: 'ec', typ: 'oauth-authz-req+jwt', ...header })
    .sign(key);
}

async function refusedObject(request: string, reason: string): Promise<void> {
  const { status, body } = await post({ client_id: rp.clientId, request });
  const description = `The request object will not do: ${reason}`;
  assert.deepEqual(body, { error: 'invalid_request_object', error_description: description });
  assert.equal(status, 400);
}

test('a strict client pushes its request, and the browser begins with client_id and request_uri alone', async () => {
  const { status, body } = await push();
  assert.equal(status, 201);
  assert.match(body.request_uri ?? '', /^urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}$/);
  assert.equal(body.expires_in, 60);
  const [row] = await deps.store.run<Record<string, string>>('SELECT * FROM provider_pushed_request');
  assert.equal(
    JSON.stringify(row).includes((body.request_uri ?? '').slice(URN.length)),
    false,
    'only its hash',
  );
  assert.equal(JSON.stringify(row).includes('client_assertion'), false);
  assert.ok(begins(await use(body.request_uri ?? '')));
  const [login] = await deps.store.run<Record<string, string>>('SELECT * FROM provider_transaction');
  assert.equal(login?.client_id, rp.clientId);
  assert.equal(login?.echo, REQUEST.state);
});

test('a proof beside a pushed request binds its code to the key (RFC 9449 section 10.1)', async () => {
  const prover = await Prover.create();
  const withProof = async (changes: Changes = {}) => {
    const dpop = await prover.proof(`POST http://localhost:4001${PAR}`, deps.clock.now());
    const body = new URLSearchParams({ ...REQUEST, client_id: rp.clientId, ...changes } as Record<
      string,
      string
    >);
    body.append('client_assertion_type', ASSERTION_TYPE);
    body.append('client_assertion', await rp.assertion(ISSUER, deps.clock.now()));
    const response = await app.request(PAR, { method: 'POST', body, headers: { dpop } });
    prover.nonce = response.headers.get('dpop-nonce') ?? prover.nonce;
    return { status: response.status, body: (await response.json()) as Pushed['body'] };
  };
  const first = await withProof();
  assert.deepEqual([first.status, first.body.error], [400, 'use_dpop_nonce']);
  const { status, body } = await withProof();
  assert.equal(status, 201);
  assert.ok(begins(await use(body.request_uri ?? '')));
  const [login] = await deps.store.run<Record<string, string>>('SELECT * FROM provider_transaction');
  assert.equal(login?.dpop_jkt, prover.thumbprint);
  const another = await withProof({ dpop_jkt: 'x'.repeat(43) });
  assert.deepEqual([another.status, another.body.error], [400, 'invalid_dpop_proof']);
  assert.equal((await withProof({ dpop_jkt: prover.thumbprint })).status, 201);
});

test('a request_uri is good once', async () => {
  const requestUri = await pushed();
  assert.ok(begins(await use(requestUri)));
  await refusedByPage(use(requestUri), 'Invalid parameter: request_uri');
});

test('another client’s request_uri is refused, and stays good for its owner', async () => {
  const requestUri = await pushed();
  await refusedByPage(use(requestUri, { client_id: other.clientId }), 'Invalid parameter: request_uri');
  assert.ok(begins(await use(requestUri)));
});

test('a request_uri is good for a minute', async () => {
  const requestUri = await pushed();
  deps.clock.advance(59_999);
  const late = await pushed();
  assert.ok(begins(await use(requestUri)));
  deps.clock.advance(60_000);
  await refusedByPage(use(late), 'Invalid parameter: request_uri');
});

test('an address of another form, or of the network, is refused and never fetched', async () => {
  for (const uri of [
    'https://rp.example/r',
    'http://127.0.0.1:1/',
    `${URN}short`,
    `${URN}${'a'.repeat(44)}`,
    URN,
  ]) {
    await refusedByPage(use(uri), 'Invalid parameter: request_uri');
  }
});

test('parameters in the address count for nothing beside a request_uri', async () => {
  const requestUri = await pushed({ scope: 'openid name' });
  const mixed = {
    scope: 'openid address',
    state: 'attacker',
    redirect_uri: 'https://evil.example/',
    nonce: 'x',
  };
  assert.ok(begins(await use(requestUri, { ...mixed, response_mode: 'fragment', request: 'e30.e30.' })));
  const [login] = await deps.store.run<Record<string, string>>('SELECT * FROM provider_transaction');
  assert.equal(login?.scope, 'openid name');
  assert.equal(login?.echo, REQUEST.state);
  assert.equal(login?.redirect_uri, REQUEST.redirect_uri);
});

test('a parameter that stands twice in the address is refused, and nothing is used up', async () => {
  const requestUri = await pushed();
  const query = new URLSearchParams({ client_id: rp.clientId, request_uri: requestUri });
  await refusedByPage(app.request(`${AUTH_PATH}?${query}&request_uri=x`), 'duplicated parameter');
  await refusedByPage(app.request(`${AUTH_PATH}?${query}&client_id=STRICT2`), 'duplicated parameter');
  await refusedByPage(app.request(`${AUTH_PATH}?${query}&x=1&x=2`), 'duplicated parameter');
  assert.ok(begins(await use(requestUri)));
});

test('a strict client cannot be downgraded: no parameters by the browser, no plain request object there', async () => {
  for (const extra of [{}, { request: await requestObject() }]) {
    const query = new URLSearchParams({ ...REQUEST, client_id: rp.clientId, ...extra });
    const location = new URL((await app.request(`${AUTH_PATH}?${query}`)).headers.get('location') ?? '');
    assert.equal(location.searchParams.get('error'), 'invalid_request');
    assert.equal(location.searchParams.get('error_description'), 'The request must be pushed first');
    assert.equal(location.searchParams.get('iss'), ISSUER);
  }
  assert.equal((await deps.store.run('SELECT id FROM provider_transaction')).length, 0);
});

test('what the authorization endpoint would refuse is refused when it is pushed, and nothing is stored', async () => {
  for (const [changes, error, description] of [
    [{ code_challenge: undefined }, 'invalid_request', 'Missing parameter: code_challenge'],
    [{ code_challenge_method: 'plain' }, 'invalid_request', /^Invalid parameter: code challenge method/],
    [{ redirect_uri: 'https://rp.example/other' }, 'invalid_request', 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: undefined }, 'invalid_request', 'Missing parameters: redirect_uri'],
    [{ response_type: 'token' }, 'unsupported_response_type', /code/],
    [{ response_mode: 'fragment' }, 'invalid_request', 'Invalid parameter: response_mode'],
    [{ scope: 'openid x' }, 'invalid_scope', 'Invalid scopes: openid x'],
    [
      { request_uri: `${URN}${'a'.repeat(43)}` },
      'invalid_request',
      'The parameter request_uri cannot be pushed',
    ],
  ] as const) {
    const { status, body } = await push(changes);
    assert.equal(status, 400);
    assert.equal(body.error, error, JSON.stringify(changes));
    if (typeof description === 'string') assert.equal(body.error_description, description);
    else assert.match(body.error_description ?? '', description);
  }
  const twice = new URLSearchParams(REQUEST);
  twice.set('client_id', rp.clientId);
  twice.append('scope', 'openid');
  assert.equal((await post(twice)).body.error_description, 'duplicated parameter');
  assert.equal((await deps.store.run('SELECT uri_hash FROM provider_pushed_request')).length, 0);
});

test('who cannot prove who it is pushes nothing, nor who is not strict, nor one client for another', async () => {
  const bare = await app.request(PAR, { method: 'POST', body: new URLSearchParams(REQUEST) });
  assert.equal(((await bare.json()) as Pushed['body']).error, 'invalid_client');
  const forged = await RelyingParty.create(rp.clientId);
  assert.equal((await push({}, forged)).body.error, 'invalid_client');
  assert.equal((await push({ client_id: other.clientId })).body.error, 'invalid_client');
  const compatible = await RelyingParty.create('COMPATIBLE');
  await addStrict(deps.store, compatible, { profile: 'compatible' });
  const { body } = await push({}, compatible);
  assert.equal(body.error, 'unauthorized_client');
  assert.equal((await app.request(PAR)).status, 405);
});

test('a client that is removed or changed between loses what it pushed, or is judged anew', async () => {
  const requestUri = await pushed();
  await deps.store.run(`UPDATE provider_client SET document = replace(document, 'rp.example', 'moved.example')
    WHERE client_id = '${rp.clientId}'`);
  await refusedByPage(use(requestUri), 'Invalid parameter: redirect_uri');
  await deleteClient(deps.store, rp.clientId);
  await refusedByPage(use(requestUri), 'Client not found.');
  await addStrict(deps.store, rp);
});

test('a signed request is taken with ES256, PS256 and EdDSA, and its parameters are those that count', async () => {
  assert.ok(
    begins(
      await use(
        (await post({ client_id: rp.clientId, request: await requestObject() })).body.request_uri ?? '',
      ),
    ),
  );
  const strict = await RelyingParty.create('STRICT4');
  const ed = await jose.generateKeyPair('EdDSA', { extractable: true });
  const keys = [
    { ...strict.jwks.keys[1], alg: 'PS256' },
    { ...(await jose.exportJWK(ed.publicKey)), kid: 'ed' },
    ...strict.jwks.keys.slice(0, 1),
  ];
  await addStrict(deps.store, strict, { jwks: { keys } });
  for (const [alg, kid, key] of [
    ['PS256', 'rsa', strict.pss],
    ['EdDSA', 'ed', ed.privateKey],
    ['Ed25519', 'ed', ed.privateKey],
  ] as const) {
    const request = await requestObject({}, { party: strict, header: { alg, kid }, key });
    const { status, body } = await post({ request }, strict);
    assert.equal(status, 201, `${alg} ${JSON.stringify(body)}`);
  }
});

test('a request object that anybody else could have made is refused', async () => {
  await refusedObject(await requestObject({}, { party: rp, key: other.ec }), 'signature');
  await refusedObject(await requestObject({}, { header: { kid: 'gone' } }), 'key');
  await refusedObject(await requestObject({ iss: other.clientId }), 'client');
  await refusedObject(await requestObject({ client_id: other.clientId }), 'client');
  await refusedObject(await requestObject({}, { party: other }), 'client');
  const [, payload] = (await requestObject()).split('.');
  const none = jose.base64url.encode(JSON.stringify({ alg: 'none', typ: 'oauth-authz-req+jwt' }));
  await refusedObject(`${none}.${payload}.`, 'algorithm');
  const secret = new TextEncoder().encode(JSON.stringify(rp.jwks.keys[0]));
  await refusedObject(await requestObject({}, { header: { alg: 'HS256' }, key: secret }), 'algorithm');
  await refusedObject(
    await requestObject({}, { header: { alg: 'RS256', kid: 'rsa' }, key: rp.rsa }),
    'algorithm',
  );
  const jwk = await jose.exportJWK((await jose.generateKeyPair('ES256')).publicKey);
  await refusedObject(await requestObject({}, { header: { jwk } }), 'header');
});

test('a token of another kind is no request object, and a request object no other token', async () => {
  await refusedObject(await requestObject({}, { header: { typ: 'JWT' } }), 'header');
  const untyped = { header: { typ: undefined } };
  await refusedObject(await rp.assertion(ISSUER, deps.clock.now(), { header: { typ: 'JWT' } }), 'header');
  await refusedObject(await rp.assertion(ISSUER, deps.clock.now(), untyped), 'sub');
  await refusedObject(await requestObject({ client_id: undefined }, untyped), 'client');
  for (const typ of [undefined, 'OAuth-Authz-Req+JWT']) {
    const request = await requestObject({}, { header: { typ } });
    assert.equal((await post({ client_id: rp.clientId, request })).status, 201, typ);
  }
  await refusedObject(await requestObject({ sub: rp.clientId }), 'sub');
  const body = new URLSearchParams({
    ...REQUEST,
    client_id: rp.clientId,
    client_assertion_type: ASSERTION_TYPE,
  });
  body.set('client_assertion', await requestObject());
  const response = await app.request(PAR, { method: 'POST', body });
  assert.equal(((await response.json()) as Pushed['body']).error, 'invalid_client');
});

const now = () => deps.clock.now() / 1000;

test('a request object is for this issuer alone, begins within the last hour and ends within one', async () => {
  for (const aud of [
    'https://other.example',
    [ISSUER],
    [ISSUER, 'https://other.example'],
    `${ISSUER}/`,
    undefined,
  ]) {
    await refusedObject(await requestObject({ aud }), 'audience');
  }
  await refusedObject(await requestObject({ nbf: undefined }), 'no nbf');
  await refusedObject(await requestObject({ nbf: now() - 3601 }), 'nbf too old');
  await refusedObject(await requestObject({ nbf: now() + 11 }), 'nbf in the future');
  await refusedObject(await requestObject({ exp: undefined }), 'no exp');
  await refusedObject(await requestObject({ exp: now() - 10 }), 'expired');
  await refusedObject(await requestObject({ exp: now() + 3601 }), 'exp too far');
  await refusedObject(await requestObject({ iat: now() + 11 }), 'iat in the future');
  const edges = await requestObject({ nbf: now() - 3600, iat: now() + 10, exp: now() });
  assert.equal((await post({ request: edges })).status, 201);
});

test('a request object holds no other request, and nothing stands beside it', async () => {
  await refusedObject(await requestObject({ request: await requestObject() }), 'nested request');
  await refusedObject(await requestObject({ request_uri: `${URN}${'a'.repeat(43)}` }), 'nested request');
  await refusedObject(await requestObject({ scope: ['openid'] }), 'form');
  await refusedObject(`${await requestObject()}.x`, 'form');
  const request = await requestObject();
  for (const beside of [{ scope: 'openid' }, { state: 'x' }, { response_mode: 'query' }]) {
    const { body } = await post({ client_id: rp.clientId, request, ...beside });
    assert.equal(body.error_description, 'Parameters beside a signed request');
  }
});

test('who is registered for signed messages neither pushes unsigned requests nor gets unsigned answers', async () => {
  assert.equal((await push({}, signing)).body.error_description, 'The request must be signed');
  const unsigned = await requestObject({ response_mode: 'query' }, { party: signing });
  assert.equal(
    (await post({ request: unsigned }, signing)).body.error_description,
    'The answer must be signed',
  );
  const request = await requestObject({ response_mode: 'jwt' }, { party: signing });
  assert.equal((await post({ request }, signing)).status, 201);
});

test('a refusal after the request was pushed goes to the client as it asked for answers: signed, for it alone', async () => {
  const requestUri = await pushed({ response_mode: 'jwt' });
  await deps.store.run(`UPDATE provider_client SET document = replace(document, '"name",', '')
    WHERE client_id = '${rp.clientId}'`);
  const location = new URL((await use(requestUri)).headers.get('location') ?? '');
  assert.deepEqual([...location.searchParams.keys()], ['response']);
  const keys = jose.createLocalJWKSet({ keys: deps.keys.signing.published.map((key) => ({ ...key })) });
  const response = location.searchParams.get('response') ?? '';
  const currentDate = new Date(deps.clock.now());
  const { payload } = await jose.jwtVerify(response, keys, {
    issuer: ISSUER,
    audience: rp.clientId,
    currentDate,
  });
  assert.deepEqual(Object.keys(payload).sort(), ['aud', 'error', 'error_description', 'exp', 'iss', 'state']);
  assert.equal(payload.error, 'invalid_scope');
  assert.equal(payload.exp, Math.floor(deps.clock.now() / 1000) + 60);
  await assert.rejects(jose.jwtVerify(response, keys, { audience: other.clientId, currentDate }));
  await deleteClient(deps.store, rp.clientId);
  await addStrict(deps.store, rp);
});

test('a person who declines is told of in a signed answer where one was asked for', async () => {
  for (const mode of ['jwt', 'query.jwt', 'query', undefined]) {
    const browser = await beginAt(app, await use(await pushed({ response_mode: mode })));
    const phone = await openPhone(app, await browser.linkCode());
    await phone.decide(false);
    const location = new URL((await browser.answer()).headers.get('location') ?? '');
    const signed = mode?.endsWith('jwt') === true;
    assert.deepEqual(location.searchParams.has('response'), signed);
    assert.equal(location.searchParams.has('error'), !signed);
    const claims = signed ? jose.decodeJwt(location.searchParams.get('response') ?? '') : undefined;
    assert.equal(claims?.error ?? location.searchParams.get('error'), 'access_denied');
    assert.equal(claims?.state ?? location.searchParams.get('state'), REQUEST.state);
  }
});

test('no form whatever makes the endpoint answer with anything but a refusal, or store anything', async () => {
  const name = fc.constantFrom(
    ...Object.keys(REQUEST),
    'request',
    'request_uri',
    'response_mode',
    '__proto__',
  );
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('e30.e30.', `${URN}x`, '', 'a.b.c'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 4 }), async (extra) => {
      const well = extra.map(([key, text]): [string, string] => [key, text.toWellFormed()]);
      const form = new URLSearchParams([...well, ['client_id', rp.clientId], ['scope', 'nothing']]);
      const { status, body } = await post(form);
      assert.equal(status, 400, JSON.stringify(well));
      assert.equal(typeof body.error, 'string');
    }),
    { numRuns: 100 },
  );
  assert.equal((await deps.store.run('SELECT uri_hash FROM provider_pushed_request')).length, 0);
});

const RIVALS = 50;

for (const engine of raceEngines(20)) {
  describe(`one request_uri under ${RIVALS} parallel browsers on ${engine.name}`, {
    skip: engine.skip,
  }, () => {
    test('begins one login', async () => {
      const store = await engine.open();
      await store.migrate('provider', MIGRATIONS);
      try {
        const raced = { app: new Hono(), deps: await testDeps({ store }) };
        mountPushedRequests(raced.app, raced.deps);
        mountAuthorize(raced.app, raced.deps);
        await addStrict(store, rp);
        for (let round = 0; round < 3; round++) {
          const requestUri = await pushed({}, rp, raced);
          const answers = await Promise.all(Array.from({ length: RIVALS }, () => use(requestUri, {}, raced)));
          assert.equal(answers.filter(begins).length, 1);
          assert.equal(answers.filter(({ status }) => status === 400).length, RIVALS - 1);
        }
        assert.equal((await store.run('SELECT id FROM provider_transaction')).length, 3);
      } finally {
        await engine.close();
      }
    });
  });
}
