import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import * as jose from 'jose';
import {
  createRelyingParty,
  discoverProvider,
  type LoginSession,
  type RelyingParty,
  RelyingPartyError,
  type RelyingPartyErrorCode,
} from './index.ts';
import { type FakeProvider, fakeProvider, ISSUER } from './testing/index.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const redirectUri = 'https://client.sample/callback';

let provider: FakeProvider;
let rp: RelyingParty;
let time: number;

function create(changes: object = {}): RelyingParty {
  return createRelyingParty({
    issuer: ISSUER,
    clientId: 'RP00000001',
    redirectUri,
    privateKey: pair.privateKey,
    fetch: provider.fetch,
    clock: () => time,
    ...changes,
  });
}

beforeEach(async () => {
  provider = await fakeProvider();
  time = provider.time;
  rp = create();
});

function begin(): LoginSession {
  const { url, session } = rp.authorizationUrl({ scope: ['openid', 'name'] });
  provider.expect(url);
  return session;
}

function callbackUrl({ state }: LoginSession, changes: Record<string, string | undefined> = {}): string {
  const all = { state, session_state: 'x', iss: ISSUER, code: 'the-code', ...changes };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${redirectUri}?${new URLSearchParams(given)}`;
}

async function refused(work: () => unknown, code: RelyingPartyErrorCode): Promise<RelyingPartyError> {
  let caught: unknown;
  await assert.rejects(
    async () => work(),
    (error) => {
      caught = error;
      return error instanceof RelyingPartyError && error.code === code;
    },
  );
  return caught as RelyingPartyError;
}

test('the authorization URL has the service’s path and parameters, fresh each time', () => {
  const first = rp.authorizationUrl({ scope: ['openid', 'name'] });
  const second = rp.authorizationUrl({ scope: ['openid', 'name'] });
  const url = new URL(first.url);
  assert.equal(url.origin + url.pathname, `${ISSUER}/protocol/openid-connect/auth`);
  const { state, nonce, code_challenge, ...rest } = Object.fromEntries(url.searchParams);
  assert.deepEqual(rest, {
    response_type: 'code',
    client_id: 'RP00000001',
    redirect_uri: redirectUri,
    scope: 'openid name',
    code_challenge_method: 'S256',
    acr_values: 'aal3 crl',
  });
  assert.deepEqual([state, nonce], [first.session.state, first.session.nonce]);
  assert.equal(first.url.includes(first.session.codeVerifier), false);
  const values = [first, second].flatMap(({ session }) => Object.values(session));
  assert.equal(new Set(values).size, 6);
  assert.ok(values.every((value) => value.length >= 43));
  assert.equal(code_challenge?.length, 43);
});

test('a login gives the subject and tokens; the code goes with the verifier and a signed assertion', async () => {
  const session = begin();
  const result = await rp.callback(callbackUrl(session), session);
  assert.equal(result.subject, 'person');
  assert.deepEqual(result.scope, ['openid', 'name']);
  assert.equal(result.tokens.expiresAt, time + 300_000);
  const [request] = provider.asked('/token');
  assert.equal(request?.method, 'POST');
  const form = Object.fromEntries(new URLSearchParams(await request?.text()));
  const { client_assertion, ...rest } = form;
  assert.deepEqual(rest, {
    grant_type: 'authorization_code',
    client_id: 'RP00000001',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    code: 'the-code',
    redirect_uri: redirectUri,
    code_verifier: session.codeVerifier,
  });
  const { payload } = await jose.jwtVerify(String(client_assertion), pair.publicKey, {
    issuer: 'RP00000001',
    subject: 'RP00000001',
    audience: `${ISSUER}/protocol/openid-connect/token`,
    currentDate: new Date(time),
    requiredClaims: ['jti', 'exp', 'iat'],
  });
  assert.equal(payload.exp, time / 1000 + 60);
});

test('userinfo hands the items over, with the access token in the header', async () => {
  const session = begin();
  const { tokens } = await rp.callback(callbackUrl(session), session);
  assert.deepEqual(await rp.userinfo(tokens), { subject: 'person', name: '山田　花子' });
  assert.equal(provider.asked('/userinfo')[0]?.headers.get('authorization'), 'Bearer access');
});

test('an address from its path on, as servers see it, is as good as a whole one', async () => {
  const session = begin();
  const whole = new URL(callbackUrl(session));
  assert.equal((await rp.callback(whole.pathname + whole.search, session)).subject, 'person');
});

test('a callback of another login, without state, or with two is refused before anything is sent', async () => {
  const session = begin();
  const other = begin();
  await refused(() => rp.callback(callbackUrl(other), session), 'rp/state');
  await refused(() => rp.callback(callbackUrl(session, { state: undefined }), session), 'rp/state');
  await refused(() => rp.callback(callbackUrl(session, { state: `${session.state}x` }), session), 'rp/state');
  const forged = callbackUrl(other, { code: undefined, error: 'access_denied' });
  await refused(() => rp.callback(forged, session), 'rp/state');
  await refused(() => rp.callback(`${callbackUrl(session)}&state=${session.state}`, session), 'rp/callback');
  assert.equal(provider.requests.length, 0);
});

test('a response of another issuer is refused; one without iss where the provider promised to name itself, or the relying party insists', async () => {
  const session = begin();
  await refused(() => rp.callback(callbackUrl(session, { iss: `${ISSUER}/` }), session), 'rp/issuer');
  const silent = callbackUrl(session, { iss: undefined });
  assert.equal((await rp.callback(silent, session)).subject, 'person');
  const strict = create({ provider: await discoverProvider(ISSUER, { fetch: provider.fetch }) });
  await refused(() => strict.callback(silent, session), 'rp/issuer');
  await refused(() => create({ issuerRequired: true }).callback(silent, session), 'rp/issuer');
});

test('an error of the provider is told with its code and description', async () => {
  const session = begin();
  const url = callbackUrl(session, {
    code: undefined,
    error: 'access_denied',
    error_description: 'User stopped',
  });
  const error = await refused(() => rp.callback(url, session), 'rp/refused');
  assert.deepEqual([error.oauthError, error.oauthErrorDescription], ['access_denied', 'User stopped']);
  assert.match(error.message, /access_denied/);
  const strange = callbackUrl(session, { code: undefined, error: '<script>' });
  assert.equal(
    (await refused(() => rp.callback(strange, session), 'rp/refused')).message.includes('<'),
    false,
  );
});

test('what is no authorization response is refused', async () => {
  const session = begin();
  for (const url of [
    redirectUri,
    callbackUrl(session, { code: undefined }),
    callbackUrl(session, { error: 'x' }),
    'http://[',
  ]) {
    await refused(() => rp.callback(url, session), 'rp/callback');
  }
});

const ID_TOKENS: [string, Record<string, unknown>, string][] = [
  ['another issuer', { iss: 'https://other.example' }, 'oidc/issuer'],
  ['another audience', { aud: 'RP00000002' }, 'oidc/audience'],
  ['another nonce', { nonce: 'x' }, 'oidc/nonce'],
  ['no nonce', { nonce: undefined }, 'oidc/nonce'],
  ['no at_hash', { at_hash: undefined }, 'oidc/token-hash'],
  ['another at_hash', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'oidc/token-hash'],
  ['expired', { exp: 1_789_999_000 }, 'oidc/expired'],
  ['no exp', { exp: undefined }, 'oidc/expiry-missing'],
  ['no sub', { sub: undefined }, 'oidc/subject'],
];

for (const [name, idToken, code] of ID_TOKENS) {
  test(`an ID token is not trusted: ${name}`, async () => {
    provider.behaviour.idToken = idToken;
    const session = begin();
    const error = await refused(() => rp.callback(callbackUrl(session), session), 'rp/id-token');
    assert.equal((error.cause as { code?: string }).code, code);
  });
}

test('an ID token by a key that the provider does not publish is not trusted', async () => {
  provider.behaviour.signer = pair.privateKey;
  const session = begin();
  await refused(() => rp.callback(callbackUrl(session), session), 'rp/id-token');
  delete provider.behaviour.signer;
  provider.behaviour.token = { id_token: undefined };
  await refused(() => rp.callback(callbackUrl(session), session), 'rp/id-token');
});

test('keys are fetched once, and again for a kid that is new, at most every half minute', async () => {
  const session = begin();
  await rp.callback(callbackUrl(session), session);
  await rp.callback(callbackUrl(session), session);
  assert.equal(provider.asked('/certs').length, 1);
  provider.behaviour.kid = 'two';
  provider.behaviour.published = [{ ...provider.jwk, kid: 'two' }];
  await refused(() => rp.callback(callbackUrl(session), session), 'rp/id-token');
  assert.equal(provider.asked('/certs').length, 1);
  time += 30_000;
  assert.equal((await rp.callback(callbackUrl(session), session)).subject, 'person');
  assert.equal(provider.asked('/certs').length, 2);
});

test('a refusal of the token endpoint is told with its code', async () => {
  provider.behaviour.tokenStatus = 400;
  provider.behaviour.token = { error: 'invalid_grant', error_description: 'Code not valid' };
  const session = begin();
  const error = await refused(() => rp.callback(callbackUrl(session), session), 'rp/token-refused');
  assert.deepEqual([error.oauthError, error.oauthErrorDescription], ['invalid_grant', 'Code not valid']);
});

test('userinfo about somebody else, or a refused token, is told', async () => {
  const session = begin();
  const { tokens } = await rp.callback(callbackUrl(session), session);
  provider.behaviour.userinfo = { sub: 'somebody else' };
  await refused(() => rp.userinfo(tokens), 'rp/userinfo');
  provider.behaviour.userinfoStatus = 401;
  provider.behaviour.userinfo = { error: 'invalid_token' };
  const error = await refused(() => rp.userinfo(tokens), 'rp/userinfo-refused');
  assert.equal(error.oauthError, 'invalid_token');
});

test('answers that are no JSON, too large, redirected or not there at all are told', async () => {
  const session = begin();
  const url = callbackUrl(session);
  provider.behaviour.raw = () => new Response('<html>', { status: 200 });
  await refused(() => rp.callback(url, session), 'rp/response');
  provider.behaviour.raw = () => new Response('x'.repeat(300_000));
  await refused(() => rp.callback(url, session), 'rp/network');
  provider.behaviour.raw = () => {
    throw new TypeError('fetch failed');
  };
  await refused(() => rp.callback(url, session), 'rp/network');
  assert.ok(provider.requests.every((request) => request.redirect === 'error'));
});

test('a private key may be a KeyObject, a JWK with its kid, or PEM; RSA signs with RS256', async () => {
  const pem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const jwk = { ...(await jose.exportJWK(pair.privateKey)), kid: 'mine' };
  for (const [privateKey, header] of [
    [pair.privateKey, { alg: 'ES256', typ: 'JWT' }],
    [jwk, { alg: 'ES256', typ: 'JWT', kid: 'mine' }],
    [pem, { alg: 'RS256', typ: 'JWT' }],
  ] as const) {
    rp = create({ privateKey });
    const session = begin();
    await rp.callback(callbackUrl(session), session);
    const form = new URLSearchParams(await provider.asked('/token').at(-1)?.text());
    assert.deepEqual(jose.decodeProtectedHeader(form.get('client_assertion') ?? ''), header);
  }
});

test('assertions are addressed to the issuer where that is asked for', async () => {
  rp = create({ assertionAudience: 'issuer' });
  const session = begin();
  await rp.callback(callbackUrl(session), session);
  const form = new URLSearchParams(await provider.asked('/token')[0]?.text());
  assert.equal(jose.decodeJwt(form.get('client_assertion') ?? '').aud, ISSUER);
});

test('a configuration that cannot work is refused at once, without a word of the key', async () => {
  for (const changes of [
    { issuer: 'http://idp.example/api/realms/main' },
    { issuer: `${ISSUER}/` },
    { issuer: 'x' },
    { clientId: 'RP-1' },
    { redirectUri: 'http://client.sample/callback' },
    { redirectUri: 'http://localhost.client.sample/callback' },
    { privateKey: pair.publicKey },
    { privateKey: 'SECRET' },
    { privateKey: { kty: 'EC', d: 'SECRET' } },
    { privateKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey },
    { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey },
  ]) {
    const error = await refused(() => create(changes), 'rp/configuration');
    assert.equal(error.message.includes('SECRET'), false);
    assert.equal(error.cause, undefined);
  }
  assert.ok(
    create({ issuer: 'http://localhost:4001/api/realms/main', redirectUri: 'http://localhost:4010/cb' }),
  );
});

test('values that the service does not take are refused before the browser goes anywhere', async () => {
  await refused(() => rp.authorizationUrl({ scope: ['name'] }), 'rp/parameter');
  await refused(() => rp.authorizationUrl({ scope: ['openid'], acrValues: ['é'] }), 'rp/parameter');
});

test('discovery is optional, and speaks for its own issuer over https or is refused', async () => {
  const discovered = await discoverProvider(ISSUER, { fetch: provider.fetch });
  rp = create({ provider: discovered });
  assert.match(rp.authorizationUrl({ scope: ['openid'] }).url, /^https:\/\/idp\.example\/authorize\?/);
  await refused(() => create({ issuer: 'https://other.example', provider: discovered }), 'rp/configuration');
  provider.behaviour.discovery = { issuer: 'https://other.example' };
  await refused(() => discoverProvider(ISSUER, { fetch: provider.fetch }), 'rp/issuer');
  provider.behaviour.discovery = { token_endpoint: 'http://idp.example/token' };
  await refused(() => discoverProvider(ISSUER, { fetch: provider.fetch }), 'rp/configuration');
  provider.behaviour.raw = () => new Response('{}', { status: 404 });
  await refused(() => discoverProvider(ISSUER, { fetch: provider.fetch }), 'rp/response');
});

const ed = generateKeyPairSync('ed25519');

/** What a proof says, verified by jose with the key that it brings. */
async function proofIn(request: Request | undefined) {
  const text = request?.headers.get('dpop') ?? '';
  const { payload, protectedHeader } = await jose.jwtVerify(text, jose.EmbeddedJWK, { typ: 'dpop+jwt' });
  const { jti, iat, ...claims } = payload as { jti: string; iat: number };
  assert.equal(iat, Math.floor(time / 1000));
  return { jti, claims, jwk: protectedHeader.jwk };
}

/** Tokens of a bound kind, and a nonce that must be in every proof. */
function bindingProvider(nonce: string): void {
  provider.behaviour.token = { token_type: 'DPoP' };
  provider.behaviour.raw = (url) => {
    if (!/\/(?:token|userinfo)$/.test(url)) return undefined;
    const proof = provider.requests.at(-1)?.headers.get('dpop') ?? '';
    if (jose.decodeJwt(proof).nonce === nonce) return undefined;
    const headers = { 'DPoP-Nonce': nonce };
    return Response.json(
      { error: 'use_dpop_nonce' },
      { status: url.endsWith('/token') ? 400 : 401, headers },
    );
  };
}

test('with a dpopKey every request proves the key, and a nonce that is asked for is used and kept', async () => {
  rp = create({ dpopKey: ed.privateKey });
  bindingProvider('first');
  const { url } = rp.authorizationUrl({ scope: ['openid'] });
  const jwk = await jose.exportJWK(ed.publicKey);
  assert.equal(new URL(url).searchParams.get('dpop_jkt'), await jose.calculateJwkThumbprint(jwk));
  const session = begin();
  const { tokens } = await rp.callback(callbackUrl(session), session);
  const [asked, answered] = provider.asked('/token');
  assert.equal(provider.asked('/token').length, 2);
  const [before, after] = [await proofIn(asked), await proofIn(answered)];
  const htu = asked?.url;
  assert.deepEqual(before.claims, { htm: 'POST', htu });
  assert.deepEqual(after.claims, { htm: 'POST', htu, nonce: 'first' });
  assert.notEqual(before.jti, after.jti);
  assert.deepEqual(after.jwk, jwk);
  const assertions = await Promise.all(
    [asked, answered].map(async (request) => (await request?.formData())?.get('client_assertion')),
  );
  assert.notEqual(assertions[0], assertions[1], 'an assertion works once');
  bindingProvider('second');
  await rp.userinfo(tokens);
  const [stale, fresh] = provider.asked('/userinfo');
  const ath = createHash('sha256').update('access').digest('base64url');
  assert.equal(stale?.headers.get('authorization'), 'DPoP access');
  assert.deepEqual((await proofIn(stale)).claims, { htm: 'GET', htu: stale?.url, nonce: 'first', ath });
  assert.deepEqual((await proofIn(fresh)).claims, { htm: 'GET', htu: stale?.url, nonce: 'second', ath });
});

test('a provider that asks for nonces without end is asked twice and no more', async () => {
  rp = create({ dpopKey: ed.privateKey });
  provider.behaviour.raw = (url) =>
    url.endsWith('/token')
      ? Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'DPoP-Nonce': 'n' } })
      : undefined;
  const session = begin();
  await refused(() => rp.callback(callbackUrl(session), session), 'rp/token-refused');
  assert.equal(provider.asked('/token').length, 2);
});

test('a bearer token in the place of a bound one is refused, and so is the other way round', async () => {
  rp = create({ dpopKey: rsa.privateKey });
  const session = begin();
  await refused(() => rp.callback(callbackUrl(session), session), 'rp/response');
  rp = create();
  provider.behaviour.token = { token_type: 'DPoP' };
  const other = begin();
  await refused(() => rp.callback(callbackUrl(other), other), 'rp/response');
  assert.throws(() => create({ dpopKey: 'no key' }), { code: 'rp/configuration' });
});

test('tokens are revoked by the refresh token where there is one, with a new assertion', async () => {
  await rp.revoke({ accessToken: 'access', refreshToken: 'refresh' });
  await rp.revoke({ accessToken: 'access', refreshToken: undefined });
  const forms = await Promise.all(provider.asked('/revoke').map((request) => request.formData()));
  const told = forms.map((form) => [form.get('token'), form.get('token_type_hint')]);
  assert.deepEqual(told, [
    ['refresh', 'refresh_token'],
    ['access', 'access_token'],
  ]);
  assert.equal(new Set(forms.map((form) => form.get('client_assertion'))).size, 2);
  provider.behaviour.raw = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
  const error = await refused(() => rp.revoke({ accessToken: 'a', refreshToken: 'r' }), 'rp/token-refused');
  assert.equal(error.oauthError, 'invalid_grant');
  provider.behaviour.raw = () => new Response('?', { status: 502 });
  await refused(() => rp.revoke({ accessToken: 'a', refreshToken: 'r' }), 'rp/response');
});

test('the address to log out carries the ID token, and what comes back with the browser', async () => {
  const url = new URL(
    rp.logoutUrl({ idToken: 'x.y.z' }, { postLogoutRedirectUri: 'https://client.sample/bye', state: 's' }),
  );
  assert.equal(url.pathname, '/api/realms/main/protocol/openid-connect/logout');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    id_token_hint: 'x.y.z',
    client_id: 'RP00000001',
    post_logout_redirect_uri: 'https://client.sample/bye',
    state: 's',
  });
  const discovered = await discoverProvider(ISSUER, { fetch: provider.fetch });
  assert.throws(() => create({ provider: discovered }).logoutUrl({ idToken: 'x' }), {
    code: 'rp/configuration',
  });
  await refused(
    () => create({ provider: discovered }).revoke({ accessToken: 'a', refreshToken: 'r' }),
    'rp/configuration',
  );
});

test('a refresh gives new tokens of the same person', async () => {
  const session = begin();
  const { tokens } = await rp.callback(callbackUrl(session), session);
  provider.expectNonce(session.nonce);
  Object.assign(provider.behaviour, { token: { refresh_token: 'second', expires_in: 60 } });
  const next = await rp.refresh(tokens);
  assert.deepEqual([next.refreshToken, next.subject, next.expiresAt], ['second', 'person', time + 60_000]);
  const form = new URLSearchParams(await provider.asked('/token')[1]?.text());
  assert.deepEqual([form.get('grant_type'), form.get('refresh_token')], ['refresh_token', 'refresh']);
  assert.notEqual(form.get('client_assertion'), null);
  // The provider may keep the old refresh token, and send no ID token.
  Object.assign(provider.behaviour, { token: { refresh_token: undefined, id_token: undefined } });
  const kept = await rp.refresh(next);
  assert.deepEqual([kept.refreshToken, kept.idToken], ['second', next.idToken]);
});

test('a refresh that brings somebody else, or nothing to refresh with, is refused', async () => {
  const session = begin();
  const { tokens } = await rp.callback(callbackUrl(session), session);
  Object.assign(provider.behaviour, { idToken: { sub: 'another' } });
  assert.equal((await refused(() => rp.refresh(tokens), 'rp/id-token')).message.includes('another'), false);
  Object.assign(provider.behaviour, { idToken: { nonce: 'another' } });
  await refused(() => rp.refresh(tokens), 'rp/id-token');
  await refused(() => rp.refresh({ ...tokens, refreshToken: undefined }), 'rp/parameter');
  Object.assign(provider.behaviour, { tokenStatus: 400, token: { error: 'invalid_grant' } });
  const { oauthError } = await refused(() => rp.refresh(tokens), 'rp/token-refused');
  assert.equal(oauthError, 'invalid_grant');
});
