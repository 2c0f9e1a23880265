import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { STRICT_ALGORITHMS, signJws } from '@kazasu/oidc';
import * as jose from 'jose';
import { createSecretKey } from '../crypto.ts';
import { bearerReader } from '../sign/bearer.ts';
import { type Posted, type ProofChanges, Prover, type TokenApp, tokenApp } from '../testing/index.ts';
import { DpopError } from './index.ts';
import { judgeNonce, nonceAt } from './nonce.ts';

const START = 1_790_000_000_000;
const TURN = 5 * 60_000;
let t: TokenApp;
let prover: Prover;

beforeEach(async () => {
  t = await tokenApp();
  prover = await Prover.create();
  await t.register({ profile: 'strict' });
});

function told({ status, body, headers }: Posted) {
  return [status, body.error, headers.get('dpop-nonce') !== null];
}

async function tokens(): Promise<Posted['body']> {
  const { status, body } = await prover.redeem(t, await t.login());
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function isUsable(code: string): Promise<boolean> {
  return (await prover.redeem(t, code)).status === 200;
}

test('a strict client gets tokens with a proof that carries the nonce, bound to its key, and never without', async () => {
  const code = await t.login();
  assert.deepEqual(told(await t.redeem(code)), [400, 'invalid_dpop_proof', false]);
  const first = await prover.post(t, t.redemption(code));
  assert.deepEqual(told(first), [400, 'use_dpop_nonce', true]);
  const { status, body } = await prover.post(t, t.redemption(code));
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal((body as unknown as { token_type: string }).token_type, 'DPoP');
  const claims = jose.decodeJwt(body.access_token);
  assert.deepEqual([claims.cnf, claims.typ], [{ jkt: prover.thumbprint }, 'DPoP']);
  const answer = await prover.userinfo(t, body.access_token);
  assert.deepEqual([answer.status, answer.body.error], [200, undefined]);
  const own = await prover.post(t, { grant_type: 'client_credentials' });
  assert.deepEqual(jose.decodeJwt(own.body.access_token).cnf, { jkt: prover.thumbprint });
});

test('proofs are taken with each algorithm of FAPI 2.0', async () => {
  for (const alg of STRICT_ALGORITHMS) {
    prover = await Prover.create(alg);
    assert.equal((await prover.userinfo(t, (await tokens()).access_token)).status, 200, alg);
  }
});

test('a compatible client may use a proof, and gets a bearer token where it does not', async () => {
  await t.deps.store.run('DELETE FROM provider_client');
  await t.register();
  const plain = await t.redeem(await t.login());
  assert.equal((plain.body as unknown as { token_type: string }).token_type, 'Bearer');
  assert.equal(jose.decodeJwt(plain.body.access_token).cnf, undefined);
  const bound = await tokens();
  assert.deepEqual(jose.decodeJwt(bound.access_token).cnf, { jkt: prover.thumbprint });
  assert.equal((await t.userinfo(bound.access_token)).status, 401);
});

test('one fault each in a proof at the token endpoint is refused, and the code can still be redeemed', async () => {
  await tokens();
  const now = START / 1000;
  const other = await Prover.create();
  const cases: [string, ProofChanges][] = [
    ['method', { claims: { htm: 'GET' } }],
    ['address', { claims: { htu: t.endpoints.userinfo } }],
    ['too early', { claims: { iat: now + 60 } }],
    ['too old', { claims: { iat: now - 60 } }],
    ['no jti', { claims: { jti: undefined } }],
    ['type', { header: { typ: 'JWT' } }],
    ['another key', { header: { jwk: other.jwk } }],
    ['private key', { header: { jwk: await jose.exportJWK(prover.key) } }],
  ];
  for (const [name, changes] of cases) {
    const code = await t.login();
    const answer = await prover.post(t, t.redemption(code), changes);
    assert.deepEqual(told(answer), [400, 'invalid_dpop_proof', false], name);
    assert.ok(await isUsable(code), name);
  }
  const ahead = await prover.post(t, t.redemption(await t.login()), { claims: { iat: now + 10 } });
  assert.equal(ahead.status, 200);
});

test('two proofs in one request are refused', async () => {
  const code = await t.login();
  await prover.post(t, t.redemption(code));
  const request = `POST ${t.endpoints.token}`;
  const two = [await prover.proof(request, START), await prover.proof(request, START)].join(', ');
  const form = { ...t.redemption(code), ...(await t.authentication()) };
  assert.deepEqual(told(await t.post(form, { more: { dpop: two } })), [400, 'invalid_dpop_proof', false]);
});

test('a proof works once, at every endpoint together, until it is refused for its age', async () => {
  const { access_token: token } = await tokens();
  const claims = { jti: 'the same', htm: 'GET', htu: t.endpoints.userinfo };
  assert.equal((await prover.userinfo(t, token, { claims })).status, 200);
  assert.deepEqual(told(await prover.userinfo(t, token, { claims })), [401, 'invalid_dpop_proof', false]);
  const elsewhere = { claims: { jti: 'the same' } };
  const code = await t.login();
  assert.deepEqual(told(await prover.post(t, t.redemption(code), elsewhere)), [
    400,
    'invalid_dpop_proof',
    false,
  ]);
  const other = await Prover.create();
  const { body } = await other.redeem(t, code);
  assert.equal(
    (await other.userinfo(t, body.access_token, { claims })).status,
    200,
    'another key, the same jti',
  );
});

test('a proof is remembered for as long as it could be taken, and forgotten then', async () => {
  const { USED_PROOFS } = await import('./index.ts');
  const { access_token: token } = await tokens();
  const claims = { jti: 'once', iat: START / 1000 + 10 };
  assert.equal((await prover.userinfo(t, token, { claims })).status, 200);
  t.clock.advance(69_999);
  await USED_PROOFS.sweep(t.deps.store, t.clock.now());
  assert.deepEqual(told(await prover.userinfo(t, token, { claims })), [401, 'invalid_dpop_proof', false]);
  t.clock.advance(10_001);
  await USED_PROOFS.sweep(t.deps.store, t.clock.now());
  assert.deepEqual(await t.deps.store.run('SELECT jti_hash FROM provider_dpop_proof'), []);
  assert.deepEqual(told(await prover.userinfo(t, token, { claims })), [401, 'invalid_dpop_proof', false]);
});

test('a bound token is no bearer token, in the header or in a form, and a bearer token is not bound', async () => {
  const { access_token: token } = await tokens();
  const downgraded = await t.userinfo(token);
  assert.deepEqual([downgraded.status, downgraded.body.error], [401, 'invalid_token']);
  assert.equal(
    downgraded.headers.get('www-authenticate'),
    'DPoP error="invalid_token", error_description="The token is bound to a key", algs="ES256 PS256 EdDSA"',
  );
  const request = `POST ${t.endpoints.userinfo}`;
  const dpop = await prover.proof(request, START, token);
  const inForm = await t.post({ access_token: token }, { to: t.endpoints.userinfo, more: { dpop } });
  assert.deepEqual([inForm.status, inForm.body.error], [401, 'invalid_token']);
  const asBearer = await t.app.request(t.endpoints.userinfo, {
    headers: {
      authorization: `Bearer ${token}`,
      dpop: await prover.proof(`GET ${t.endpoints.userinfo}`, START, token),
    },
  });
  assert.equal(asBearer.status, 401);
  await t.deps.store.run('DELETE FROM provider_client');
  await t.register();
  const plain = (await t.redeem(await t.login())).body.access_token;
  assert.deepEqual(told(await prover.userinfo(t, plain)), [401, 'invalid_token', false]);
});

test('one fault each beside a bound token is refused', async () => {
  const { access_token: token } = await tokens();
  const { access_token: second } = await tokens();
  const other = await Prover.create();
  other.nonce = prover.nonce;
  assert.deepEqual(told(await other.userinfo(t, token)), [401, 'invalid_token', false], 'another key');
  const headers = { authorization: `DPoP ${token}` };
  const bare = await t.read(await t.app.request(t.endpoints.userinfo, { headers }));
  assert.deepEqual(told(bare), [401, 'invalid_dpop_proof', false], 'no proof');
  const swapped = await prover.proof(`GET ${t.endpoints.userinfo}`, START, second);
  const exchanged = await t.app.request(t.endpoints.userinfo, { headers: { ...headers, dpop: swapped } });
  assert.equal(exchanged.status, 401, 'a proof for another token of the same key');
  for (const claims of [{ ath: undefined }, { htm: 'POST' }, { htu: t.endpoints.token }]) {
    assert.deepEqual(told(await prover.userinfo(t, token, { claims })), [401, 'invalid_dpop_proof', false]);
  }
  const stale = await prover.userinfo(t, token, { claims: { nonce: 'AAAAAAAAAAAAAAAAAAAAAA' } });
  assert.deepEqual(told(stale), [401, 'use_dpop_nonce', true]);
  assert.match(stale.headers.get('www-authenticate') ?? '', /^DPoP error="use_dpop_nonce"/);
  assert.equal((await prover.userinfo(t, token)).status, 200);
});

test('a token whose binding was changed or taken away is none of ours', async () => {
  const { access_token: token } = await tokens();
  const other = await Prover.create();
  other.nonce = prover.nonce;
  for (const changes of [{ cnf: undefined }, { typ: 'Bearer' }, { cnf: {} }]) {
    const key = t.deps.keys.signing.accessToken('ES256');
    if ('secret' in key) assert.fail('a MAC');
    const forged = signJws({ ...jose.decodeJwt(token), ...changes }, key);
    for (const answer of [await t.userinfo(forged), await prover.userinfo(t, forged)]) {
      assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_token'], JSON.stringify(changes));
    }
  }
});

test('a nonce is the newest for one turn, taken for another, and handed out anew in between', async () => {
  const { access_token: token } = await tokens();
  const old = prover.nonce;
  t.clock.advance(TURN - (t.clock.now() % TURN) - 1);
  const same = await prover.userinfo(t, token);
  assert.deepEqual(told(same), [200, undefined, false]);
  t.clock.advance(1);
  assert.deepEqual(told(await prover.userinfo(t, token)), [200, undefined, true]);
  assert.notEqual(prover.nonce, old);
  const { body } = await prover.redeem(t, await t.login());
  t.clock.advance(TURN - 1);
  const fresh = prover.nonce;
  prover.nonce = old;
  const late = await prover.post(t, { grant_type: 'refresh_token', refresh_token: body.refresh_token });
  assert.equal(late.status, 200);
  t.clock.advance(1);
  const renewed = { grant_type: 'refresh_token', refresh_token: late.body.refresh_token };
  prover.nonce = old;
  assert.deepEqual(told(await prover.post(t, renewed)), [400, 'use_dpop_nonce', true]);
  prover.nonce = fresh;
  assert.deepEqual(told(await prover.post(t, renewed)), [200, undefined, true]);
});

test('a nonce outlives a change of its key by one version, and a node whose clock is behind takes the next one’s', () => {
  const secrets = [1, 2, 3].map((version) => createSecretKey(new Uint8Array(32).fill(version)));
  const at = (current: number, known = [1, 2, 3]) => ({
    current,
    only: false,
    key: (version: number) => (known.includes(version) ? secrets[version - 1] : undefined),
  });
  const nonce = nonceAt(at(2), TURN);
  assert.equal(judgeNonce(at(2), nonce, TURN), 'newest');
  assert.equal(judgeNonce(at(3), nonce, TURN), 'older');
  assert.equal(judgeNonce(at(1), nonce, TURN), 'older');
  assert.equal(judgeNonce(at(3), nonce, 3 * TURN), 'unknown');
  assert.equal(judgeNonce(at(3, [1, 3]), nonce, TURN), 'unknown', 'a version that was retired');
  assert.equal(judgeNonce(at(3), nonceAt(at(1), TURN), TURN), 'unknown');
});

test('a code that was asked for with dpop_jkt is redeemed with that key alone', async () => {
  const thief = await Prover.create();
  const code = await t.login({ dpopJkt: prover.thumbprint });
  assert.deepEqual(told(await thief.redeem(t, code)), [400, 'invalid_grant', false]);
  assert.deepEqual(told(await prover.redeem(t, code)), [400, 'invalid_grant', false], 'a code is tried once');
  const { status, body } = await prover.redeem(t, await t.login({ dpopJkt: prover.thumbprint }));
  assert.equal(status, 200);
  const form = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
  assert.deepEqual(told(await thief.post(t, form)), [400, 'invalid_grant', false]);
  const next = await prover.post(t, form);
  assert.equal(next.status, 200, 'the session is its owner’s still');
  assert.deepEqual(
    told(await thief.post(t, form)),
    [400, 'invalid_grant', false],
    'a used token and the wrong key',
  );
  assert.equal((await prover.userinfo(t, next.body.access_token)).status, 401, 'has ended the session');
});

test('a strict client refreshes with a proof, also by a new key where the authorization named none', async () => {
  const { refresh_token } = await tokens();
  assert.deepEqual(told(await t.refresh(refresh_token)), [400, 'invalid_dpop_proof', false]);
  const next = await Prover.create();
  next.nonce = prover.nonce;
  const { status, body } = await next.post(t, { grant_type: 'refresh_token', refresh_token });
  assert.equal(status, 200);
  assert.deepEqual(jose.decodeJwt(body.access_token).cnf, { jkt: next.thumbprint });
});

test('the signature API holds a bound token to its key too', async () => {
  await prover.post(t, { grant_type: 'client_credentials' });
  const { body } = await prover.post(t, { grant_type: 'client_credentials' });
  const token = body.access_token;
  const read = bearerReader(t.deps);
  const url = 'http://localhost:4001/api/sign-transactions';
  const ask = async (authorization: string, dpop?: string) =>
    read(
      new Request(url, { method: 'POST', headers: { authorization, ...(dpop !== undefined && { dpop }) } }),
    );
  const good = await ask(`DPoP ${token}`, await prover.proof(`POST ${url}`, START, token));
  assert.equal(good.clientId, t.rp.clientId);
  const refused = (code: string) => (error: unknown) => error instanceof DpopError && error.code === code;
  await assert.rejects(ask(`Bearer ${token}`), refused('invalid_token'));
  await assert.rejects(ask(`DPoP ${token}`), refused('invalid_dpop_proof'));
  const elsewhere = await prover.proof(`POST ${t.endpoints.userinfo}`, START, token);
  await assert.rejects(ask(`DPoP ${token}`, elsewhere), refused('invalid_dpop_proof'));
});
