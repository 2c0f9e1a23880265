import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import * as jose from 'jose';
import { createRelyingParty, type LoginSession, type RelyingParty, RelyingPartyError } from './index.ts';
import { type FakeProvider, fakeProvider, ISSUER } from './testing/index.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const redirectUri = 'https://client.sample/callback';
const scope = ['openid', 'name'] as const;

let provider: FakeProvider;
let rp: RelyingParty;

function create(changes: object = {}): RelyingParty {
  return createRelyingParty({
    issuer: ISSUER,
    clientId: 'RP00000001',
    redirectUri,
    profile: 'strict',
    privateKey: pair.privateKey,
    fetch: provider.fetch,
    clock: () => provider.time,
    ...changes,
  });
}

beforeEach(async () => {
  provider = await fakeProvider();
  rp = create();
});

async function begin(): Promise<LoginSession> {
  const { session } = await rp.beginLogin({ scope });
  provider.expectNonce(session.nonce);
  return session;
}

async function callbackUrl({ state }: LoginSession, claims: Record<string, unknown> = {}): Promise<string> {
  const response = await provider.sign({ state, session_state: 'x', code: 'the-code', ...claims });
  return `${redirectUri}?${new URLSearchParams({ response })}`;
}

async function refused(work: () => unknown, code: string): Promise<void> {
  await assert.rejects(
    async () => work(),
    (error) => error instanceof RelyingPartyError && error.code === code,
  );
}

test('a strict relying party signs its request, pushes it, and sends the browser with a reference', async () => {
  const { url, session } = await rp.beginLogin({ scope });
  const address = new URL(url);
  assert.deepEqual(
    [...address.searchParams],
    [
      ['client_id', 'RP00000001'],
      ['request_uri', 'urn:ietf:params:oauth:request_uri:reference'],
    ],
  );
  const [pushed] = provider.asked('/ext/par/request');
  const form = new URLSearchParams(await pushed?.text());
  const options = { currentDate: new Date(provider.time), issuer: 'RP00000001', audience: ISSUER };
  await jose.jwtVerify(form.get('client_assertion') ?? '', pair.publicKey, options);
  const { payload, protectedHeader } = await jose.jwtVerify(
    form.get('request') ?? '',
    pair.publicKey,
    options,
  );
  assert.equal(protectedHeader.typ, 'oauth-authz-req+jwt');
  assert.equal(payload.response_mode, 'jwt');
  assert.equal(payload.state, session.state);
  assert.equal(payload.redirect_uri, redirectUri);
  assert.equal(payload.code_challenge_method, 'S256');
  assert.deepEqual([...form.keys()], ['client_id', 'client_assertion_type', 'client_assertion', 'request']);
});

test('a signed answer ends the login', async () => {
  const session = await begin();
  const { subject } = await rp.callback(await callbackUrl(session), session);
  assert.equal(subject, 'person');
  const [token] = provider.asked('/token');
  const form = new URLSearchParams(await token?.text());
  assert.equal(form.get('code'), 'the-code');
  assert.equal(jose.decodeJwt(form.get('client_assertion') ?? '').aud, ISSUER);
});

test('an answer that is not signed, or signed for or by another, is refused before anything is sent', async () => {
  const session = await begin();
  const plain = new URLSearchParams({ state: session.state, iss: ISSUER, code: 'x' });
  await refused(() => rp.callback(`${redirectUri}?${plain}`, session), 'rp/callback');
  const signed = await callbackUrl(session);
  await refused(() => rp.callback(`${signed}&response=x`, session), 'rp/callback');
  await refused(async () => rp.callback(await callbackUrl(session, { aud: 'RP2' }), session), 'rp/callback');
  await refused(
    async () => rp.callback(await callbackUrl(session, { iss: 'https://x.example' }), session),
    'rp/callback',
  );
  await refused(async () => rp.callback(await callbackUrl(session, { exp: 1 }), session), 'rp/callback');
  await refused(async () => rp.callback(await callbackUrl(session, { state: 'other' }), session), 'rp/state');
  provider.behaviour.signer = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  await refused(async () => rp.callback(await callbackUrl(session), session), 'rp/callback');
  assert.equal(provider.asked('/token').length, 0);
});

test('what stands beside the signed answer counts for nothing', async () => {
  const session = await begin();
  const url = await callbackUrl(session);
  await rp.callback(`${url}&code=attacker&iss=x&state=y`, session);
  const [token] = provider.asked('/token');
  assert.equal(new URLSearchParams(await token?.text()).get('code'), 'the-code');
});

test('a signed refusal is told with its code', async () => {
  const session = await begin();
  const url = await callbackUrl(session, { code: undefined, error: 'access_denied' });
  await assert.rejects(rp.callback(url, session), { code: 'rp/refused', oauthError: 'access_denied' });
});

test('a pushed request that is refused, or answered with something else, begins nothing', async () => {
  Object.assign(provider.behaviour, { pushedStatus: 400, pushed: { error: 'invalid_request' } });
  await assert.rejects(rp.beginLogin({ scope }), {
    code: 'rp/request-refused',
    oauthError: 'invalid_request',
  });
  Object.assign(provider.behaviour, { pushedStatus: 201, pushed: { request_uri: 5 } });
  await refused(() => rp.beginLogin({ scope }), 'rp/response');
});

test('a strict relying party has no way around pushing, and a compatible one needs none', async () => {
  await refused(() => rp.authorizationUrl({ scope }), 'rp/configuration');
  const discovered = {
    issuer: ISSUER,
    namesIssuer: true,
    endpoints: { authorization: ISSUER, token: ISSUER, userinfo: ISSUER, jwks: ISSUER },
  };
  await refused(() => create({ provider: discovered }).beginLogin({ scope }), 'rp/configuration');
  const { url } = await create({ profile: 'compatible' }).beginLogin({ scope });
  assert.equal(new URL(url).searchParams.get('response_type'), 'code');
  assert.equal(provider.asked('/request').length, 0);
});

test('an RSA key signs with PS256', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await create({ privateKey: rsa.privateKey }).beginLogin({ scope });
  const form = new URLSearchParams(await provider.asked('/request')[0]?.text());
  for (const name of ['client_assertion', 'request']) {
    const { protectedHeader } = await jose.compactVerify(form.get(name) ?? '', rsa.publicKey);
    assert.equal(protectedHeader.alg, 'PS256');
  }
});
