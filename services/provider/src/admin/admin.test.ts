import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import * as v from 'valibot';
import { ClientView } from '../api/index.ts';
import { type TokenApp, tokenApp } from '../testing/index.ts';

let t: TokenApp;
beforeEach(async () => {
  t = await tokenApp();
});

const base = 'http://localhost:4001/api/admin/clients';

async function call(method: string, path = '', body?: unknown, authorization = `Bearer ${t.adminToken}`) {
  const headers = { authorization, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  return t.read(await t.app.request(base + path, init));
}

function registration(changes: object = {}) {
  return {
    clientId: 'RP00000001',
    kind: 'private',
    name: '架空予約サイト',
    redirectUris: ['http://localhost:4010/callback'],
    jwks: t.rp.jwks,
    ...changes,
  };
}

test('a client is added, listed, used and removed', async () => {
  const { status, body } = await call('POST', '', registration());
  assert.equal(status, 201);
  assert.equal(v.parse(ClientView, body).createdAt, t.clock.now());
  const list = v.parse(v.array(ClientView), (await call('GET')).body);
  assert.deepEqual(
    list.map(({ clientId, name }) => [clientId, name]),
    [['RP00000001', '架空予約サイト']],
  );
  const tokens = await t.redeem(await t.login());
  assert.equal(tokens.status, 200);
  assert.equal((await call('DELETE', '/RP00000001')).status, 204);
  assert.equal((await t.userinfo(tokens.body.access_token)).status, 401);
  assert.equal((await t.refresh(tokens.body.refresh_token)).body.error, 'invalid_client');
  assert.equal((await call('DELETE', '/RP00000001')).status, 404);
});

test('a client is changed in place: it keeps its age and its sessions', async () => {
  await call('POST', '', registration());
  const before = t.clock.now();
  const tokens = await t.redeem(await t.login());
  t.clock.advance(1_000);
  const moved = registration({
    redirectUris: ['http://localhost:5010/callback'],
    name: '架空予約サイト 新館',
  });
  const { status, body } = await call('PUT', '/RP00000001', moved);
  assert.equal(status, 200);
  const view = v.parse(ClientView, body);
  assert.deepEqual([view.createdAt, view.redirectUris], [before, moved.redirectUris]);
  assert.deepEqual(v.parse(v.array(ClientView), (await call('GET')).body), [view]);
  assert.equal((await t.userinfo(tokens.body.access_token)).status, 200);
  assert.equal((await call('PUT', '/RP2', moved)).body.error, 'client/id');
  assert.equal((await call('PUT', '/RP2', { ...moved, clientId: 'RP2' })).status, 404);
  assert.equal((await call('PUT', '/RP00000001', registration({ name: 'a\u202eb' }))).status, 400);
  assert.deepEqual(v.parse(v.array(ClientView), (await call('GET')).body), [view]);
});

test('without the admin token nothing is told or changed', async () => {
  for (const authorization of [
    '',
    'Bearer',
    'Bearer wrong-admin-token',
    `Basic ${t.adminToken}`,
    `Bearer ${t.adminToken}x`,
  ]) {
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '', registration()],
      ['PUT', '/RP00000001', registration()],
      ['DELETE', '/RP1', undefined],
    ] as const) {
      const answer = await call(method, path, body, authorization);
      assert.deepEqual(
        [answer.status, answer.body.error],
        [401, 'admin/token'],
        `${method} ${authorization}`,
      );
    }
  }
  assert.deepEqual((await call('GET')).body, []);
});

test('a client id is taken once', async () => {
  assert.equal((await call('POST', '', registration())).status, 201);
  const again = await call('POST', '', registration({ name: '別のサイト' }));
  assert.deepEqual([again.status, again.body.error], [409, 'client/exists']);
  const list = v.parse(v.array(ClientView), (await call('GET')).body);
  assert.equal(list[0]?.name, '架空予約サイト');
});

test('a registration that breaks a rule is refused with the rule, and nothing is kept', async () => {
  const bad: [object, string][] = [
    [{ redirectUris: ['http://client.sample/'] }, 'client/redirect-uri'],
    [{ redirectUris: [] }, 'http/malformed'],
    [{ clientId: 'RP-1' }, 'http/malformed'],
    [{ jwks: undefined }, 'client/keys'],
    [{ scopes: ['name'] }, 'client/scope'],
    [{ scopes: ['openid', 'profile'] }, 'http/malformed'],
    [{ unknown: 1 }, 'http/malformed'],
    [{ profile: 'lax' }, 'http/malformed'],
  ];
  for (const [changes, code] of bad) {
    const answer = await call('POST', '', registration(changes));
    assert.deepEqual([answer.status, answer.body.error], [400, code], JSON.stringify(changes));
  }
  assert.equal((await call('POST', '', registration({ name: 'x'.repeat(60_000) }))).status, 413);
  assert.deepEqual((await call('GET')).body, []);
});
