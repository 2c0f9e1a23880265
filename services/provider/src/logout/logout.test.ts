import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { signJws } from '@kazasu/oidc';
import * as jose from 'jose';
import { type TokenApp, tokenApp } from '../testing/index.ts';

const AFTER = 'https://client.sample/goodbye?from=kazasu';
let t: TokenApp;
beforeEach(async () => {
  t = await tokenApp();
  await t.register({ postLogoutRedirectUris: [AFTER] });
});

async function login() {
  return (await t.redeem(await t.login())).body;
}

async function logOut(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const query = new URLSearchParams(parameters);
  const response = await t.app.request(`${t.endpoints.endSession}?${query}`, { headers });
  return { status: response.status, location: response.headers.get('location'), page: await response.text() };
}

test('the ID token of a session ends it, and leads to the registered address with the state', async () => {
  const { id_token, access_token, refresh_token } = await login();
  const other = await login();
  const answer = await logOut({ id_token_hint: id_token, post_logout_redirect_uri: AFTER, state: 'a b&c' });
  assert.deepEqual([answer.status, answer.location], [303, `${AFTER}&state=a%20b%26c`]);
  assert.equal((await t.userinfo(access_token)).status, 401);
  assert.equal((await t.refresh(refresh_token)).body.error, 'invalid_grant');
  assert.equal((await t.userinfo(other.access_token)).status, 200, 'another session of the same person');
});

test('one that has run out is as good, and a second time is no error', async () => {
  const { id_token, refresh_token } = await login();
  t.clock.advance(20 * 60_000);
  const parameters = { id_token_hint: id_token, client_id: t.rp.clientId, post_logout_redirect_uri: AFTER };
  assert.equal((await logOut(parameters)).location, AFTER);
  assert.equal((await t.refresh(refresh_token)).body.error, 'invalid_grant');
  assert.equal((await logOut(parameters)).location, AFTER);
});

test('by POST it is the same; HEAD ends nothing', async () => {
  const { id_token, access_token } = await login();
  const address = t.endpoints.endSession ?? '';
  const looked = await t.app.request(`${address}?id_token_hint=${id_token}`, { method: 'HEAD' });
  assert.equal(looked.status, 405);
  assert.equal((await t.userinfo(access_token)).status, 200);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: AFTER }).toString();
  const posted = await t.app.request(address, { method: 'POST', headers, body });
  assert.deepEqual([posted.status, posted.headers.get('location')], [303, AFTER]);
  assert.equal((await t.userinfo(access_token)).status, 401);
});

test('without an address there is a page that says it is done, in both languages', async () => {
  const { id_token } = await login();
  const { status, page } = await logOut({ id_token_hint: id_token });
  assert.equal(status, 200);
  assert.match(page, /<html lang="ja"[\s\S]*<h1>ログアウトしました<\/h1>/);
  const english = await logOut({ id_token_hint: id_token, ui_locales: 'en' });
  assert.match(english.page, /<html lang="en"[\s\S]*<h1>You are logged out<\/h1>/);
});

test('an address that is not registered, for whomsoever, is refused, and nothing ends', async () => {
  const { id_token, access_token } = await login();
  for (const uri of [
    `${AFTER}/`,
    AFTER.slice(0, -1),
    'https://client.sample/goodbye',
    'https://evil.example/',
    'HTTPS://client.sample/goodbye?from=kazasu',
    'https://client.sample/callback',
  ]) {
    for (const hint of [{ id_token_hint: id_token }, { client_id: t.rp.clientId }, {}]) {
      const { status, location, page } = await logOut({ ...hint, post_logout_redirect_uri: uri } as Record<
        string,
        string
      >);
      assert.deepEqual([status, location], [400, null], uri);
      assert.match(page, /Invalid parameter: post_logout_redirect_uri/);
      assert.ok(!page.includes('href="https://evil'), 'no way on to a foreign site');
    }
  }
  assert.equal((await t.userinfo(access_token)).status, 200);
});

test('without a hint that can be believed nobody is redirected and nothing ends; one goes on by a button', async () => {
  const { id_token, access_token } = await login();
  const [header, , signature] = id_token.split('.');
  const claims = { ...jose.decodeJwt(id_token), aud: t.rp.clientId };
  const by = async (key: CryptoKey, typ: string) =>
    new jose.SignJWT({ ...claims, typ }).setProtectedHeader({ alg: 'ES256' }).sign(key);
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  for (const hint of [
    undefined,
    'x',
    access_token,
    await by(t.rp.ec, 'ID'),
    `${none}.${payload}.`,
    `${header}.${payload.slice(0, -2)}AA.${signature}`,
  ]) {
    const parameters = { client_id: t.rp.clientId, post_logout_redirect_uri: AFTER, state: 's"1' };
    const { status, location, page } = await logOut({ ...parameters, ...(hint && { id_token_hint: hint }) });
    assert.deepEqual([status, location], [200, null], hint);
    assert.match(page, /<h1>ログアウトの確認<\/h1>/);
    assert.match(page, /href="https:\/\/client\.sample\/goodbye\?from=kazasu&amp;state=s%221"/);
  }
  assert.equal((await t.userinfo(access_token)).status, 200);
  const bare = await logOut({}, { 'accept-language': 'en' });
  assert.match(bare.page, /<h1>Logging out<\/h1>/);
  assert.ok(!bare.page.includes('id="continue"'));
});

test('an ID token of ours for another kind of use, issuer or session is no hint', async () => {
  const { id_token, access_token } = await login();
  const claims = jose.decodeJwt(id_token);
  for (const changes of [
    { iss: 'https://other.example' },
    { typ: 'x' },
    { aud: [t.rp.clientId] },
    { sid: undefined },
  ]) {
    const hint = signJws({ ...claims, ...changes }, t.deps.keys.signing.idToken);
    const { status, location } = await logOut({ id_token_hint: hint });
    assert.deepEqual([status, location], [200, null], JSON.stringify(changes));
  }
  const elsewhere = signJws({ ...claims, aud: 'RP00000009' }, t.deps.keys.signing.idToken);
  await logOut({ id_token_hint: elsewhere });
  assert.equal((await t.userinfo(access_token)).status, 200, 'a session of another client than the token’s');
});

test('a client that is not the hint’s, a state that is none, and a parameter given twice are refused', async () => {
  const { id_token, access_token } = await login();
  const refused = async (parameters: [string, string][], reason: string) => {
    const query = new URLSearchParams([['id_token_hint', id_token], ...parameters]);
    const response = await t.app.request(`${t.endpoints.endSession}?${query}`);
    assert.equal(response.status, 400);
    assert.ok((await response.text()).includes(reason), reason);
  };
  await refused([['client_id', 'RP00000009']], 'Invalid parameter: client_id');
  await refused([['state', '\u0007']], 'Invalid parameter: state');
  await refused([['id_token_hint', id_token]], 'duplicated parameter');
  assert.equal((await t.userinfo(access_token)).status, 200);
});
