import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { createMacJws, type SigningKey } from '@kazasu/oidc';
import * as jose from 'jose';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import { type TokenApp, tokenApp } from '../testing/index.ts';

let t: TokenApp;
before(async () => {
  t = await tokenApp();
  await t.register();
});
beforeEach(() => t.clock.set(1_790_000_000_000));

async function ask(init: RequestInit) {
  return t.read(await t.app.request(t.endpoints.userinfo, init));
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('userinfo is the subject and the four items as the card holds them', async () => {
  const { body } = await t.redeem(await t.login());
  const { status, body: claims, headers } = await t.userinfo(body.access_token);
  assert.equal(status, 200);
  assert.deepEqual(claims, {
    sub: jose.decodeJwt(body.id_token).sub,
    name: '山田　花子',
    address: '架空県架空市一丁目1番1号',
    birthdate: '19900401',
    gender: '2',
  });
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
});

test('POST works as GET does, with the token in the header or in the form, not in both', async () => {
  const { access_token } = (await t.redeem(await t.login())).body;
  const authorization = `Bearer ${access_token}`;
  const body = `access_token=${access_token}`;
  assert.equal((await ask({ method: 'POST', headers: { authorization } })).status, 200);
  assert.equal((await ask({ method: 'POST', headers: form, body })).status, 200);
  const both = await ask({ method: 'POST', headers: { ...form, authorization }, body });
  assert.deepEqual([both.status, both.body.error], [400, 'invalid_request']);
  const twice = await ask({ method: 'POST', headers: form, body: `${body}&${body}` });
  assert.deepEqual([twice.status, twice.body.error], [400, 'invalid_request']);
});

test('a token in the URL is not looked at', async () => {
  const { access_token } = (await t.redeem(await t.login())).body;
  const response = await t.app.request(`${t.endpoints.userinfo}?access_token=${access_token}`);
  assert.equal(response.status, 400);
});

test('only items that were asked for are handed over', async () => {
  const one = await t.redeem(await t.login({ scope: ['openid', 'name'] }));
  assert.deepEqual(Object.keys((await t.userinfo(one.body.access_token)).body), ['sub', 'name']);
  const none = await t.redeem(await t.login({ scope: ['openid'], shown: null }));
  assert.deepEqual(Object.keys((await t.userinfo(none.body.access_token)).body), ['sub']);
});

test('a request without a token is malformed, one with something else is told so', async () => {
  const { status, body, headers } = await ask({});
  assert.equal(status, 400);
  assert.deepEqual(body, { error: 'invalid_request', error_description: 'Token not provided' });
  assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="main", error="invalid_request"/);
  for (const authorization of ['Basic eDp5', 'Bearer', 'Bearer a b', 'Bearer x', 'Bearer a.b.c']) {
    const answer = await ask({ headers: { authorization } });
    assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_token'], authorization);
    assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
});

test('an access token lives for five minutes', async () => {
  const { access_token } = (await t.redeem(await t.login())).body;
  t.clock.advance(299_999);
  assert.equal((await t.userinfo(access_token)).status, 200);
  t.clock.advance(1);
  const { status, body } = await t.userinfo(access_token);
  assert.equal(status, 401);
  assert.deepEqual(body, { error: 'invalid_token', error_description: 'Token invalid: Token is not active' });
});

test('an ID token, a client’s own token and a token by another key are no access tokens for userinfo', async () => {
  const { body } = await t.redeem(await t.login());
  assert.equal((await t.userinfo(body.id_token)).status, 401);
  const own = await t.post({ grant_type: 'client_credentials', ...(await t.authentication()) });
  const answer = await t.userinfo(own.body.access_token);
  assert.deepEqual([answer.status, answer.body.error], [403, 'insufficient_scope']);
  assert.match(answer.headers.get('www-authenticate') ?? '', /error="insufficient_scope"/);
  const forged = await resigned(body.access_token, t.rp.ec, {});
  assert.equal((await t.userinfo(forged)).status, 401);
});

/** The key that signs tokens for resource servers that verify by themselves. */
function ourKey(): SigningKey & { readonly key: KeyObject } {
  const key = t.deps.keys.signing.accessToken('ES256');
  if ('secret' in key || !('type' in key.key)) assert.fail('the key lies elsewhere');
  return { ...key, key: key.key };
}

/** The same claims with changes, signed under the name of our key by any key. */
async function resigned(token: string, key: CryptoKey | KeyObject, changes: object): Promise<string> {
  const claims = { ...jose.decodeJwt(token), ...changes };
  const kid = String(ourKey().kid);
  return await new jose.SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
}

test('a token of another issuer, audience, kind, client or subject is refused although our keys made it', async () => {
  const { body } = await t.redeem(await t.login());
  const token = body.access_token;
  const mac = t.deps.keys.signing.accessToken('HS256');
  const made = async (changes: object) => [
    await resigned(token, ourKey().key, changes),
    'secret' in mac ? createMacJws({ ...jose.decodeJwt(token), ...changes }, mac) : assert.fail('no MAC'),
  ];
  for (const good of await made({})) assert.equal((await t.userinfo(good)).status, 200);
  for (const changes of [
    { iss: 'https://x' },
    { aud: 'https://x' },
    { typ: 'ID' },
    { azp: 'RP2' },
    { sub: 'x' },
    { exp: '9999999999' },
    { sid: 'x' },
  ]) {
    for (const wrong of await made(changes)) {
      assert.equal((await t.userinfo(wrong)).status, 401, JSON.stringify(changes));
    }
  }
});

test('a MAC by anything that we publish, or by what a client has of its own, makes no token', async () => {
  const { body } = await t.redeem(await t.login());
  const claims = jose.decodeJwt(body.access_token);
  const headers = [
    jose.decodeProtectedHeader(body.access_token),
    { alg: 'HS256', kid: ourKey().kid },
    { alg: 'HS256' },
  ] as jose.JWTHeaderParameters[];
  assert.equal(headers[0]?.alg, 'HS256');
  const publicKey = createPublicKey(ourKey().key);
  const spellings = [
    Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })),
    publicKey.export({ type: 'spki', format: 'der' }),
  ];
  const keySet = await t.app.request(t.endpoints.jwks);
  const secrets = [...spellings, Buffer.from(await keySet.text()), Buffer.from(t.rp.clientId.padEnd(32))];
  for (const header of headers) {
    for (const secret of secrets) {
      const forged = await new jose.SignJWT(claims).setProtectedHeader(header).sign(secret);
      assert.equal((await t.userinfo(forged)).status, 401);
    }
  }
});

test('a token without openid opens nothing, and one that claims more than was agreed to gets no more', async () => {
  const { body } = await t.redeem(await t.login({ scope: ['openid', 'name'] }));
  const narrowed = await t.refresh(body.refresh_token, { scope: 'name' });
  const answer = await t.userinfo(narrowed.body.access_token);
  assert.deepEqual([answer.status, answer.body.error], [403, 'insufficient_scope']);
  const scope = 'openid name address birthdate gender';
  const more = await resigned(narrowed.body.access_token, ourKey().key, { scope });
  assert.deepEqual(Object.keys((await t.userinfo(more)).body), ['sub', 'name']);
});

test('items that were moved to another session do not open', async () => {
  const { body } = await t.redeem(await t.login());
  const other = await t.redeem(await t.login());
  await t.deps.store.run(
    'UPDATE provider_session SET items = (SELECT items FROM provider_session WHERE id = $1) WHERE id = $2',
    [other.body.session_state, body.session_state],
  );
  const { status, body: answer } = await t.userinfo(body.access_token);
  assert.deepEqual({ status, answer }, { status: 500, answer: { error: 'server_error' } });
});
