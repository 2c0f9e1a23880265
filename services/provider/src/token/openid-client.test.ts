/** What a session is from its code to its end, by a library of others: DPoP with the provider's nonces, refresh, revocation, introspection, logout. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { systemClock } from '@kazasu/server/clock';
import * as jose from 'jose';
import * as client from 'openid-client';
import { type TokenApp, tokenApp } from '../testing/index.ts';
import { REDIRECT_URI, VERIFIER } from '../testing/token-app.ts';

const AFTER = 'https://client.sample/goodbye';
let t: TokenApp;
let config: client.Configuration;
/** What the provider was asked, and what it answered. */
let seen: string[] = [];

before(async () => {
  t = await tokenApp();
  // The library looks at the machine's clock.
  t.clock.set(systemClock.now());
  await t.register({ profile: 'strict', postLogoutRedirectUris: [AFTER] });
  const toProvider: client.CustomFetch = async (url, options) => {
    const response = await t.app.request(url, options as RequestInit);
    seen.push(`${new URL(url).pathname.split('/').at(-1)} ${response.status}`);
    return response;
  };
  config = await client.discovery(
    new URL(t.issuer),
    t.rp.clientId,
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt({ key: t.rp.ec, kid: 'ec' }),
    { execute: [client.allowInsecureRequests], [client.customFetch]: toProvider },
  );
});

async function login(DPoP: client.DPoPHandle, dpopJkt?: string) {
  const code = await t.login({ dpopJkt });
  const callback = new URL(`${REDIRECT_URI}?${new URLSearchParams({ code, state: 's', iss: t.issuer })}`);
  const checks = { pkceCodeVerifier: VERIFIER, expectedState: 's', expectedNonce: 'n-0S6_WzA2Mj' };
  return client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
}

const handle = async (alg: string) => client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));

test('a strict client gets bound tokens, uses them and refreshes them, with each algorithm', async () => {
  for (const alg of ['ES256', 'PS256', 'Ed25519']) {
    const DPoP = await handle(alg);
    const tokens = await login(DPoP, await DPoP.calculateThumbprint());
    assert.equal(tokens.token_type, 'dpop', alg);
    const { cnf } = jose.decodeJwt(tokens.access_token);
    assert.deepEqual(cnf, { jkt: await DPoP.calculateThumbprint() });
    const sub = tokens.claims()?.sub ?? '';
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
    assert.equal(userinfo.name, '山田　花子');
    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
    assert.equal((await client.fetchUserInfo(config, next.access_token, sub, { DPoP })).sub, sub);
    const bare = client.fetchUserInfo(config, next.access_token, sub);
    await assert.rejects(bare, (error) => error instanceof client.WWWAuthenticateChallengeError);
  }
});

test('it is asked for a nonce once, and then knows it at both endpoints', async () => {
  const DPoP = await handle('ES256');
  seen = [];
  const tokens = await login(DPoP);
  await client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck, { DPoP });
  await client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck, { DPoP });
  assert.deepEqual(seen, ['token 400', 'token 200', 'userinfo 200', 'userinfo 200']);
});

test('another key gets nothing for a stolen token or code', async () => {
  const [owner, thief] = [await handle('ES256'), await handle('ES256')];
  await assert.rejects(
    login(thief, await owner.calculateThumbprint()),
    (error) => error instanceof client.ResponseBodyError && error.error === 'invalid_grant',
  );
  const tokens = await login(owner);
  const stolen = client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck, { DPoP: thief });
  await assert.rejects(stolen, (error) => {
    assert.ok(error instanceof client.WWWAuthenticateChallengeError, String(error));
    assert.equal(error.cause[0]?.scheme, 'dpop');
    assert.equal(error.cause[0]?.parameters.error, 'invalid_token');
    return true;
  });
});

test('introspection tells of a token until it is revoked', async () => {
  const DPoP = await handle('ES256');
  const tokens = await login(DPoP);
  const before = await client.tokenIntrospection(config, tokens.access_token);
  assert.deepEqual(
    [before.active, before.client_id, before.cnf],
    [true, t.rp.clientId, { jkt: await DPoP.calculateThumbprint() }],
  );
  await client.tokenRevocation(config, tokens.refresh_token ?? '', { token_type_hint: 'refresh_token' });
  assert.deepEqual(await client.tokenIntrospection(config, tokens.access_token), { active: false });
  await client.tokenRevocation(config, tokens.access_token);
  const userinfo = client.fetchUserInfo(config, tokens.access_token, client.skipSubjectCheck, { DPoP });
  await assert.rejects(userinfo, (error) => error instanceof client.WWWAuthenticateChallengeError);
});

test('introspection is read signed too', async () => {
  const tokens = await login(await handle('ES256'));
  const metadata = { id_token_signed_response_alg: 'ES256', introspection_signed_response_alg: 'ES256' };
  const signed = await client.discovery(
    new URL(t.issuer),
    t.rp.clientId,
    metadata,
    client.PrivateKeyJwt({ key: t.rp.ec, kid: 'ec' }),
    {
      execute: [client.allowInsecureRequests],
      [client.customFetch]: async (url, options) => {
        const headers = new Headers(options.headers as HeadersInit);
        if (url.endsWith('/introspect')) headers.set('accept', 'application/token-introspection+jwt');
        return t.app.request(url, { ...options, headers } as RequestInit);
      },
    },
  );
  assert.equal((await client.tokenIntrospection(signed, tokens.access_token)).active, true);
});

test('its address to log out ends the session and leads back', async () => {
  const DPoP = await handle('ES256');
  const tokens = await login(DPoP);
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: AFTER,
    state: 'bye',
  });
  const answer = await t.app.request(url.href);
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${AFTER}?state=bye`]);
  const refreshed = client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP });
  await assert.rejects(
    refreshed,
    (error) => error instanceof client.ResponseBodyError && error.error === 'invalid_grant',
  );
});
