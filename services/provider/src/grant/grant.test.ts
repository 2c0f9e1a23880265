import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { challengeOf } from '@kazasu/oidc';
import * as jose from 'jose';
import { type Posted, type TokenApp, tokenApp } from '../testing/index.ts';
import { deleteExpiredSessions, findLiveSession } from './index.ts';

let t: TokenApp;
before(async () => {
  t = await tokenApp();
  await t.register();
  await t.register({ clientId: 'RP00000002' });
});
beforeEach(() => t.clock.set(1_790_000_000_000));

function refused(posted: Posted, description: string, error = 'invalid_grant'): void {
  assert.deepEqual(
    { status: posted.status, ...posted.body },
    { status: 400, error, error_description: description },
  );
}

/** Authentication as the other client, with the same keys. */
async function other() {
  const claims = { iss: 'RP00000002', sub: 'RP00000002' };
  return { ...(await t.authentication({ claims })), client_id: 'RP00000002' };
}

test('a code without a value is a malformed request, an unknown one is not valid', async () => {
  refused(await t.redeem(''), 'Missing parameter: code', 'invalid_request');
  for (const code of ['x', 'A'.repeat(43), 'é'.repeat(500)]) refused(await t.redeem(code), 'Code not valid');
});

test('a code works once, and a second use ends the session that it made', async () => {
  const code = await t.login();
  const { body } = await t.redeem(code);
  assert.equal((await t.userinfo(body.access_token)).status, 200);
  refused(await t.redeem(code), 'Code not valid');
  assert.equal((await t.userinfo(body.access_token)).status, 401);
  refused(await t.refresh(body.refresh_token), 'Invalid refresh token');
});

test('a code is for its own client, whose use of it is not disturbed by another’s try', async () => {
  const code = await t.login();
  refused(await t.redeem(code, await other()), 'Code not valid');
  const { status, body } = await t.redeem(code);
  assert.equal(status, 200);
  refused(await t.redeem(code, await other()), 'Code not valid');
  assert.equal((await t.userinfo(body.access_token)).status, 200);
});

test('a code lives for sixty seconds', async () => {
  const young = await t.login();
  t.clock.advance(59_999);
  assert.equal((await t.redeem(young)).status, 200);
  const old = await t.login();
  t.clock.advance(60_000);
  refused(await t.redeem(old), 'Code is expired');
  refused(await t.redeem(old), 'Code not valid');
});

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const FAULTS: [string, Record<string, string>, string][] = [
  ['another redirect URI', { redirect_uri: 'https://client.sample/callback/' }, 'Incorrect redirect_uri'],
  ['no redirect URI', { redirect_uri: '' }, 'Incorrect redirect_uri'],
  ['no verifier', { code_verifier: '' }, 'PKCE code verifier not specified'],
  ['a short verifier', { code_verifier: 'a'.repeat(42) }, 'PKCE verification failed: Invalid code verifier'],
  ['another verifier', { code_verifier: `${verifier}A` }, 'PKCE verification failed: Code mismatch'],
  [
    'the challenge as verifier',
    { code_verifier: challengeOf(verifier) },
    'PKCE verification failed: Code mismatch',
  ],
];

for (const [name, changes, description] of FAULTS) {
  test(`${name} is refused and burns the code`, async () => {
    await t.deps.store.run('DELETE FROM provider_session');
    const code = await t.login();
    refused(await t.redeem(code, changes), description);
    assert.deepEqual(await t.deps.store.run('SELECT id FROM provider_session'), []);
    refused(await t.redeem(code), 'Code not valid');
  });
}

test('codes, refresh tokens and items are not to be found in the database', async () => {
  const code = await t.login();
  const { body } = await t.redeem(code);
  const rows = await t.deps.store.run('SELECT * FROM provider_session');
  const text = JSON.stringify(rows, (_name, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  const { refresh_token } = body;
  for (const secret of [
    code,
    refresh_token,
    refresh_token.slice(0, 43),
    refresh_token.slice(43),
    '山田',
    '19900401',
  ]) {
    assert.equal(text.includes(secret), false);
  }
});

test('a refresh token gives new tokens of the same session, without nonce, and the next refresh token', async () => {
  const first = (await t.redeem(await t.login())).body;
  t.clock.advance(200_000);
  const { status, body } = await t.refresh(first.refresh_token);
  assert.equal(status, 200);
  assert.equal(body.session_state, first.session_state);
  assert.equal(body.scope, first.scope);
  const [before, after] = [jose.decodeJwt(first.id_token), jose.decodeJwt(body.id_token)];
  assert.equal(after.nonce, undefined);
  assert.deepEqual([after.sub, after.auth_time, after.aud], [before.sub, before.auth_time, before.aud]);
  assert.equal((await t.userinfo(body.access_token)).status, 200);
  assert.equal((await t.refresh(body.refresh_token)).status, 200);
});

test('a refresh token that was used before ends its session', async () => {
  const first = (await t.redeem(await t.login())).body;
  const second = (await t.refresh(first.refresh_token)).body;
  refused(await t.refresh(first.refresh_token), 'Session not active');
  refused(await t.refresh(second.refresh_token), 'Invalid refresh token');
  assert.equal((await t.userinfo(second.access_token)).status, 401);
});

test('another client’s refresh token, a guess and the public session id change nothing', async () => {
  const first = (await t.redeem(await t.login())).body;
  const guesses = [
    first.session_state,
    `${first.session_state}${'A'.repeat(50)}`,
    `${'A'.repeat(43)}${first.refresh_token.slice(43)}`,
    `${first.refresh_token}A`,
    'x',
  ];
  for (const guess of guesses) refused(await t.refresh(guess), 'Invalid refresh token');
  refused(await t.refresh(first.refresh_token, await other()), 'Invalid refresh token');
  refused(await t.refresh(''), 'No refresh token', 'invalid_request');
  assert.equal((await t.refresh(first.refresh_token)).status, 200);
});

test('a session ends half an hour after its last refresh, and ten hours after its login', async () => {
  const { body } = await t.redeem(await t.login());
  t.clock.advance(1_800_000);
  refused(await t.refresh(body.refresh_token), 'Session not active');
  let token = (await t.redeem(await t.login())).body.refresh_token;
  for (let minutes = 0; minutes < 580; minutes += 29) {
    t.clock.advance(29 * 60_000);
    const next = await t.refresh(token);
    assert.equal(next.status, 200, String(minutes));
    token = next.body.refresh_token;
  }
  t.clock.advance(20 * 60_000);
  refused(await t.refresh(token), 'Session not active');
});

test('a refresh may ask for fewer scopes; for more it is refused and keeps its token', async () => {
  const first = (await t.redeem(await t.login({ scope: ['openid', 'name', 'gender'] }))).body;
  refused(
    await t.refresh(first.refresh_token, { scope: 'openid address' }),
    'Invalid scopes',
    'invalid_scope',
  );
  const { body } = await t.refresh(first.refresh_token, { scope: 'gender openid' });
  assert.equal(body.scope, 'openid gender');
  assert.deepEqual(Object.keys((await t.userinfo(body.access_token)).body), ['sub', 'gender']);
});

test('the sweep takes what has run out and leaves the rest', async () => {
  await t.deps.store.run('DELETE FROM provider_session');
  await t.login();
  const { body } = await t.redeem(await t.login());
  t.clock.advance(60_000);
  assert.equal(await deleteExpiredSessions(t.deps.store, t.clock.now()), 1);
  assert.equal((await t.userinfo(body.access_token)).status, 200);
  t.clock.advance(1_800_000);
  assert.equal(await deleteExpiredSessions(t.deps.store, t.clock.now()), 1);
});

test('a session is found when its code was used, and until its time, swept or not', async () => {
  const sessionId = 'c0ffee00-0000-4000-8000-000000000001';
  const find = () => findLiveSession(t.deps.store, sessionId, t.clock.now());
  const code = await t.login({ sessionId });
  assert.equal(await find(), undefined);
  await t.redeem(code);
  t.clock.advance(1_799_999);
  assert.equal((await find())?.sessionId, sessionId);
  t.clock.advance(1);
  assert.equal(await find(), undefined);
});

test('one login cannot give two codes', async () => {
  const sessionId = '3f0c8f5e-6cf1-4d8e-9f3f-0d5a4b0c9b11';
  await t.login({ sessionId });
  await assert.rejects(t.login({ sessionId }), { code: 'store/constraint' });
});
