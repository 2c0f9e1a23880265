import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import * as jose from 'jose';
import * as v from 'valibot';
import { mountAuditHeads } from '../admin/index.ts';
import { AuditPage, AuditVerdict } from '../api/admin.ts';
import { type TokenApp, tokenApp } from '../testing/index.ts';
import { ACTIONS, openAuditHeads } from './index.ts';

let t: TokenApp;
beforeEach(async () => {
  t = await tokenApp();
});

const base = 'http://localhost:4001/api/admin';

async function call(method: string, path: string, body?: unknown, token = t.adminToken) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await t.app.request(base + path, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function told(after = 0) {
  const { entries } = v.parse(AuditPage, (await call('GET', `/audit?after=${after}`)).body);
  return entries.map(({ actor, action, subject, outcome }) => [actor, action, subject, outcome]);
}

const registration = (changes: object = {}) => ({
  clientId: t.rp.clientId,
  kind: 'private',
  name: '架空予約サイト',
  redirectUris: ['https://client.sample/callback'],
  jwks: t.rp.jwks,
  ...changes,
});

function operator() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'enc', kid: 'e1' };
  return { operatorId: 'pf', name: 'PF', jwks: { keys: [jwk] } };
}

test('every change of the administration leaves one entry, and what changed nothing leaves none', async () => {
  const pf = operator();
  const steps: readonly (readonly [string, string, unknown, number])[] = [
    ['POST', '/platform-operators', pf, 201],
    ['POST', '/platform-operators', pf, 409],
    ['PUT', '/platform-operators/pf', pf, 200],
    ['POST', '/clients', registration(), 201],
    ['POST', '/clients', registration(), 409],
    ['PUT', `/clients/${t.rp.clientId}`, registration({ name: '新館' }), 200],
    ['PUT', '/clients/nobody', registration({ clientId: 'nobody' }), 404],
    ['PUT', `/clients/${t.rp.clientId}`, registration({ redirectUris: ['nowhere'] }), 400],
    ['DELETE', `/clients/${t.rp.clientId}`, undefined, 204],
    ['DELETE', `/clients/${t.rp.clientId}`, undefined, 404],
    ['DELETE', '/platform-operators/pf', undefined, 204],
    ['GET', '/clients', undefined, 200],
  ];
  for (const [method, path, body, status] of steps) {
    assert.equal((await call(method, path, body)).status, status, `${method} ${path}`);
  }
  const client = `client:${t.rp.clientId}`;
  assert.deepEqual(await told(), [
    ['admin', 'operator.added', 'operator:pf', 'done'],
    ['admin', 'operator.changed', 'operator:pf', 'done'],
    ['admin', 'client.added', client, 'done'],
    ['admin', 'client.changed', client, 'done'],
    ['admin', 'client.removed', client, 'done'],
    ['admin', 'operator.removed', 'operator:pf', 'done'],
  ]);
  const { entries } = v.parse(AuditPage, (await call('GET', '/audit')).body);
  const [added, again, , changed] = entries;
  assert.match(String(added?.detail.fingerprint), /^[0-9a-f]{64}$/);
  assert.equal(added?.detail.fingerprint, again?.detail.fingerprint, 'nothing of it was another');
  assert.notEqual(changed?.detail.fingerprint, entries[2]?.detail.fingerprint);
});

test('an entry about a changed client names every member that differs', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { publicKey: onCurve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const strict = { profile: 'strict', jwks: { keys: [onCurve.export({ format: 'jwk' })] } };
  const changes: Readonly<Record<string, object>> = {
    'redirect-uris': { redirectUris: ['https://client.sample/other'] },
    'post-logout-redirect-uris': { postLogoutRedirectUris: ['https://client.sample/out'] },
    keys: { jwks: { keys: [publicKey.export({ format: 'jwk' })] } },
    'keys+keys-address': { jwks: undefined, jwksUri: 'https://client.sample/jwks' },
    scopes: { scopes: ['openid'] },
    kind: { kind: 'government' },
    'profile-raised+keys': strict,
    'profile-raised+keys+message-signing': { ...strict, messageSigning: true },
    'access-token-algorithm': { accessTokenAlgorithm: 'RS256' },
    'platform-operator': { platformOperator: 'pf' },
    name: { name: '新館' },
    terms: { termsUrl: 'https://client.sample/terms' },
    privacy: { privacyUrl: 'https://client.sample/privacy' },
    rate: { rate: { perSecond: 1, burst: 1 } },
    substitute: { substitute: 'instead' },
    nothing: {},
  };
  await call('POST', '/platform-operators', operator());
  await call('POST', '/clients', registration());
  const { number: before } = (await call('GET', '/audit/head')).body;
  for (const change of Object.values(changes)) {
    for (const one of [registration(change), registration()]) {
      assert.equal((await call('PUT', `/clients/${t.rp.clientId}`, one)).status, 200, JSON.stringify(change));
    }
  }
  const { entries } = v.parse(AuditPage, (await call('GET', `/audit?after=${before}`)).body);
  const words = entries.map(({ detail }) => detail.reason);
  assert.deepEqual(
    words.filter((_, index) => index % 2 === 0),
    Object.keys(changes),
  );
  assert.ok(words.includes('profile-lowered+keys'), 'and back');
});

test('a change whose entry cannot be written is not made', async () => {
  await t.deps.store.run('DELETE FROM provider_audit_head');
  assert.equal((await call('POST', '/clients', registration())).status, 500);
  assert.deepEqual((await call('GET', '/clients')).body, []);
});

test('whoever comes without the token is counted', async () => {
  for (let i = 0; i < 5; i++) {
    for (const path of ['/clients', '/platform-operators', '/audit', '/audit/head', '/audit/verification']) {
      assert.equal((await call('GET', path, undefined, 'not-the-admin-token')).status, 401, path);
    }
  }
  await t.deps.audit.sparing.flush(true);
  const { entries } = v.parse(AuditPage, (await call('GET', '/audit')).body);
  assert.deepEqual(
    entries.map(({ action, outcome, detail }) => [action, outcome, detail]),
    [
      ['admin.refused', 'admin/token', {}],
      ['admin.refused', 'admin/token', { count: 24 }],
    ],
  );
});

test('a code and a refresh token that come again leave an entry with the session’s end, guesses leave none', async () => {
  await t.register();
  const client = `client:${t.rp.clientId}`;
  const code = await t.login();
  await t.redeem(code);
  for (let i = 0; i < 3; i++) assert.equal((await t.redeem(code)).body.error, 'invalid_grant');
  assert.deepEqual(await told(), [[client, 'code.reused', null, 'session-ended']]);
  const { body } = await t.redeem(await t.login());
  assert.equal((await t.refresh(body.refresh_token)).status, 200);
  for (let i = 0; i < 3; i++) {
    assert.equal((await t.refresh(body.refresh_token)).body.error, 'invalid_grant');
    assert.equal((await t.refresh('x'.repeat(86))).body.error, 'invalid_grant');
    assert.equal((await t.redeem('no code')).body.error, 'invalid_grant');
  }
  assert.deepEqual(await told(1), [[client, 'refresh-token.reused', null, 'session-ended']]);
  // Without an entry the session does not end either, and the caller hears of a fault of ours.
  const other = await t.login();
  await t.redeem(other);
  await t.deps.store.run('DELETE FROM provider_audit_head');
  assert.ok((await t.redeem(other)).status >= 500);
  const [row] = await t.deps.store.run<{ live: number }>('SELECT COUNT(*) AS live FROM provider_session');
  assert.equal(row?.live, 1);
});

test('the chain is told in pages and judged, also against a head that was written down', async () => {
  await call('POST', '/clients', registration());
  const head = (await call('GET', '/audit/head')).body;
  const against = `/audit/verification?number=${head.number}&hash=${head.hash}`;
  assert.deepEqual((await call('GET', '/audit/verification')).body, { head, intact: true });
  assert.equal((await call('GET', against)).body.intact, true);
  await t.deps.store.run('DELETE FROM provider_audit');
  await t.deps.store.run(`UPDATE provider_audit_head SET number = 0, hash = '${'0'.repeat(64)}'`);
  assert.equal(
    (await call('GET', '/audit/verification')).body.intact,
    true,
    'without the head nothing shows',
  );
  assert.equal(v.parse(AuditVerdict, (await call('GET', against)).body).brokenAt, 1);
  for (const query of ['number=1', `hash=${head.hash}`, `number=x&hash=${head.hash}`, 'number=1&hash=0']) {
    assert.equal((await call('GET', `/audit/verification?${query}`)).status, 400, query);
  }
  assert.equal((await call('GET', '/audit?after=-1')).status, 400);
});

test('every action has a name that the chain takes', async () => {
  for (const action of Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]) {
    await t.deps.audit.record({ actor: 'service', action });
  }
  assert.equal((await t.deps.audit.head()).number, Object.keys(ACTIONS).length);
});

test('a head leaves the database signed, and no other chain is signed after it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-heads-'));
  try {
    const keys = memoryKeys();
    const key = await keys.loadOrCreate('audit', 'ec-p256');
    const { audit, clock, config, store } = t.deps;
    const metrics = createMetrics('provider');
    const open = () =>
      openAuditHeads({ audit, clock, key, issuer: config.issuer, folder, log: silentLog, metrics });
    const heads = open();
    mountAuditHeads(t.app, t.deps, heads);
    const get = (path: string) =>
      t.app.request(base + path, { headers: { authorization: `Bearer ${t.adminToken}` } });
    assert.equal((await get('/audit/signed-head')).status, 404);
    await heads.run();
    assert.deepEqual(readdirSync(folder), []);
    await audit.record({ actor: 'service', action: 'admin.refused' });
    await heads.run();
    await heads.run();
    await audit.record({ actor: 'service', action: 'admin.refused' });
    await Promise.all([heads.run(), open().run()]);
    assert.deepEqual(readdirSync(folder), ['0000000000000001.jwt', '0000000000000002.jwt']);
    const jwks = await (await get('/audit/keys')).json();
    const { payload, protectedHeader } = await jose.jwtVerify(
      readFileSync(join(folder, '0000000000000002.jwt'), 'utf8').trim(),
      jose.createLocalJWKSet(jwks),
    );
    const { number, hash } = await audit.head();
    assert.deepEqual(payload, {
      iss: config.issuer,
      number,
      hash,
      iat: Math.floor(clock.now() / 1000),
    });
    assert.equal(protectedHeader.typ, 'kazasu-audit-head+jwt');
    // Set back by one, as by a restored copy, and grown again: another chain of the same length.
    const [entry] = (await audit.page(0)).entries;
    await store.run('DELETE FROM provider_audit WHERE number = 2');
    await store.run('UPDATE provider_audit_head SET number = 1, hash = $1', [entry?.hash ?? '']);
    for (const one of [open(), heads]) {
      await one.run();
      await assert.rejects(one.signed(), { code: 'audit/damaged' });
    }
    assert.match(await metrics.text(), /^kazasu_audit_intact\{service="provider"\} 0$/m);
    t.clock.advance(1);
    await audit.record({ actor: 'service', action: 'admin.refused' });
    for (const one of [heads, open()]) {
      await one.run();
      await assert.rejects(one.signed(), { code: 'audit/damaged' });
    }
    assert.equal((await get('/audit/signed-head')).status, 500);
    // A file that was not signed here is no head to go on from.
    const own = mkdtempSync(join(folder, 'other-'));
    writeFileSync(join(own, '0000000000000001.jwt'), await signedByAnother());
    const foreign = openAuditHeads({
      audit,
      clock,
      key,
      issuer: config.issuer,
      folder: own,
      log: silentLog,
      metrics,
    });
    await assert.rejects(foreign.signed(), { code: 'audit/damaged' });
    assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.jwt')).length, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function signedByAnother(): Promise<string> {
  const { privateKey } = await jose.generateKeyPair('ES256');
  const header = { alg: 'ES256', typ: 'kazasu-audit-head+jwt' };
  const { issuer: iss } = t.deps.config;
  return new jose.SignJWT({ iss, number: 1, hash: '0'.repeat(64) })
    .setProtectedHeader(header)
    .sign(privateKey);
}
