import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { STRICT_ALGORITHMS, type VerificationKey } from '../jws/index.ts';
import {
  type AssertionProfile,
  createClientAssertion,
  parseClientAssertion,
  verifyClientAssertion,
} from './index.ts';

const issuer = 'http://localhost:4001/api/realms/main';
const tokenEndpoint = `${issuer}/protocol/openid-connect/token`;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const keys: VerificationKey[] = [
  { algorithm: 'ES256', key: ec.publicKey, kid: 'e' },
  { algorithm: 'RS256', key: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, kid: 'old' },
  { algorithm: 'RS256', key: rsa.publicKey, kid: 'r' },
];
const strictKeys: VerificationKey[] = [
  ...keys,
  { algorithm: 'PS256', key: rsa.publicKey, kid: 'r' },
  { algorithm: 'EdDSA', key: ed.publicKey, kid: 'd' },
];
const now = 1_790_000_000;
const clientId = 'RP00000001';

const COMPATIBLE: AssertionProfile = {
  name: 'compatible',
  algorithms: ['ES256', 'RS256'],
  maxLifetime: 86_400,
  clockTolerance: 10,
};
const STRICT: AssertionProfile = {
  name: 'strict',
  algorithms: STRICT_ALGORITHMS,
  maxLifetime: 300,
  clockTolerance: 10,
};

type Claims = Record<string, unknown>;

async function signed(claims: Claims, header: jose.JWTHeaderParameters = { alg: 'RS256' }): Promise<string> {
  const key =
    header.alg === 'ES256' ? ec.privateKey : header.alg === 'EdDSA' ? ed.privateKey : rsa.privateKey;
  const text = new TextEncoder().encode(JSON.stringify(claims));
  return await new jose.CompactSign(text).setProtectedHeader(header).sign(key);
}

const base: Claims = { iss: clientId, sub: clientId, aud: issuer, jti: 'j', exp: now + 60, iat: now };

function verify(token: string, time = now * 1000) {
  const audience = { issuer, tokenEndpoint };
  return verifyClientAssertion(parseClientAssertion(token), { audience, keys, profile: COMPATIBLE, time });
}

function verifyStrictly(token: string) {
  const parsed = parseClientAssertion(token);
  const context = {
    audience: { issuer, tokenEndpoint },
    keys: strictKeys,
    profile: STRICT,
    time: now * 1000,
  };
  return verifyClientAssertion(parsed, context);
}

async function refused(code: string, claims: Claims, header?: jose.JWTHeaderParameters): Promise<void> {
  const token = await signed(claims, header);
  assert.throws(
    () => verify(token),
    (error) => error instanceof OidcError && error.code === code,
    JSON.stringify(claims),
  );
}

const SHAPES: [string, Claims, jose.JWTHeaderParameters, string[]][] = [
  [
    'openid-client: ES256 with kid, aud is the issuer, a minute, nbf',
    { ...base, nbf: now },
    { alg: 'ES256', kid: 'e' },
    [],
  ],
  [
    'token endpoint as a string, five minutes, RS256 without kid',
    { ...base, aud: tokenEndpoint, exp: now + 300 },
    { alg: 'RS256', typ: 'JWT' },
    ['audience-endpoint', 'kid-absent'],
  ],
  [
    'one-element array with the token endpoint, five seconds',
    { ...base, aud: [tokenEndpoint], exp: now + 5 },
    { alg: 'ES256', kid: 'e' },
    ['audience-array', 'audience-endpoint'],
  ],
  [
    'an array of both own identifiers',
    { ...base, aud: [issuer, tokenEndpoint] },
    { alg: 'RS256', kid: 'r' },
    ['audience-array', 'audience-endpoint'],
  ],
  [
    'no iat, no kid, exp a day ahead as a string of digits',
    { iss: clientId, sub: clientId, aud: tokenEndpoint, jti: '67a1b2c3d4e5f', exp: String(now + 86_400) },
    { alg: 'RS256' },
    ['long-lived', 'audience-endpoint', 'expiry-as-string', 'issued-at-absent', 'kid-absent'],
  ],
];

for (const [name, claims, header, leniences] of SHAPES) {
  test(`a shape that real relying parties send is accepted: ${name}`, async () => {
    const verified = verify(await signed(claims, header));
    assert.equal(verified.clientId, clientId);
    assert.equal(verified.jti, claims.jti);
    assert.equal(verified.expiresAt, Number(claims.exp) * 1000);
    assert.deepEqual([...verified.leniences], leniences);
  });
}

test('an assertion made here is the strict form, and jose verifies it', async () => {
  const token = createClientAssertion(
    { clientId, audience: issuer, jti: 'once', time: now * 1000 },
    { algorithm: 'ES256', key: ec.privateKey, kid: 'e' },
  );
  const options = {
    issuer: clientId,
    subject: clientId,
    audience: issuer,
    currentDate: new Date(now * 1000),
  };
  const { payload } = await jose.jwtVerify(token, ec.publicKey, options);
  assert.deepEqual(payload, { ...base, jti: 'once' });
  assert.deepEqual(verify(token).leniences, []);
});

test('a foreign, empty, absent or almost right audience is refused, alone and beside our own', async () => {
  const foreign = 'https://other.example';
  for (const aud of [
    foreign,
    [issuer, foreign],
    [foreign],
    [],
    undefined,
    '',
    `${issuer}/`,
    [[issuer]],
    1,
    null,
  ]) {
    await refused('oidc/audience', { ...base, aud });
  }
  await refused('oidc/audience', { ...base, aud: Array(5).fill(issuer) });
});

test('an assertion without exp, expired, or with exp of another type is refused', async () => {
  await refused('oidc/expiry-missing', { ...base, exp: undefined });
  await refused('oidc/expired', { ...base, exp: now - 10 });
  await refused('oidc/expired', { ...base, exp: String(now - 60) });
  for (const exp of ['soon', '', '-1', '1e9', true, null, [], -1, 1e13]) {
    await refused('oidc/claims', { ...base, exp });
  }
});

test('exp may lie a day ahead and the clock tolerance more, not further', async () => {
  assert.ok(verify(await signed({ ...base, exp: now + 86_400 + 10 })));
  await refused('oidc/expiry-too-far', { ...base, exp: now + 86_400 + 11 });
  await refused('oidc/expiry-too-far', { ...base, exp: String(now + 10 * 86_400) });
});

test('clocks may differ by ten seconds, not by eleven', async () => {
  assert.ok(verify(await signed({ ...base, exp: now - 9, iat: now - 60 })));
  assert.ok(verify(await signed({ ...base, nbf: now + 10, iat: now + 10 })));
  await refused('oidc/not-yet-valid', { ...base, nbf: now + 11 });
  await refused('oidc/issued-in-future', { ...base, iat: now + 11 });
  await refused('oidc/claims', { ...base, nbf: 'later' });
});

test('iss and sub must be the same client, and present', async () => {
  await refused('oidc/issuer', { ...base, iss: 'RP00000002' });
  await refused('oidc/issuer', { ...base, iss: undefined });
  await refused('oidc/subject', { ...base, sub: undefined });
  await refused('oidc/subject', { ...base, sub: '' });
  await refused('oidc/claims', { ...base, sub: [clientId] });
});

test('jti must be there, a string of 1 to 255 characters', async () => {
  await refused('oidc/jti-missing', { ...base, jti: undefined });
  await refused('oidc/jti-missing', { ...base, jti: '' });
  await refused('oidc/claims', { ...base, jti: 'j'.repeat(256) });
  await refused('oidc/claims', { ...base, jti: 5 });
});

test('the signature must come from a registered key of the algorithm, and the kid from a registered key', async () => {
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = await new jose.SignJWT(base).setProtectedHeader({ alg: 'ES256' }).sign(stranger.privateKey);
  assert.throws(() => verify(token), { code: 'oidc/jws-signature' });
  await refused('oidc/jws-key', base, { alg: 'RS256', kid: 'gone' });
  const pss = await new jose.SignJWT(base).setProtectedHeader({ alg: 'PS256' }).sign(rsa.privateKey);
  assert.throws(() => verify(pss), { code: 'oidc/jws-algorithm' });
  const hmac = new jose.SignJWT(base).setProtectedHeader({ alg: 'HS256' });
  const mixed = await hmac.sign(
    new TextEncoder().encode(JSON.stringify(ec.publicKey.export({ format: 'jwk' }))),
  );
  assert.throws(() => verify(mixed), { code: 'oidc/jws-algorithm' });
});

for (const alg of ['ES256', 'PS256', 'EdDSA']) {
  test(`strict: ${alg} and the issuer as the only audience are taken, with or without iat, nbf and kid`, async () => {
    const kid = { ES256: 'e', PS256: 'r', EdDSA: 'd' }[alg] ?? '';
    assert.deepEqual(verifyStrictly(await signed({ ...base, nbf: now }, { alg, kid })).leniences, []);
    assert.deepEqual(verifyStrictly(await signed({ ...base, iat: undefined }, { alg })).leniences, []);
  });
}

const STRICTLY_REFUSED: [string, string, Claims, jose.JWTHeaderParameters?][] = [
  ['RS256', 'oidc/jws-algorithm', {}, { alg: 'RS256', kid: 'r' }],
  ['an array of the issuer alone', 'oidc/audience', { aud: [issuer] }],
  ['the token endpoint', 'oidc/audience', { aud: tokenEndpoint }],
  ['the issuer and the token endpoint', 'oidc/audience', { aud: [issuer, tokenEndpoint] }],
  [
    'the address of pushed requests',
    'oidc/audience',
    { aud: `${issuer}/protocol/openid-connect/ext/par/request` },
  ],
  ['exp as a string', 'oidc/claims', { exp: String(now + 60) }],
  ['exp more than five minutes ahead', 'oidc/expiry-too-far', { exp: now + 311 }],
  ['no exp', 'oidc/expiry-missing', { exp: undefined }],
  ['no jti', 'oidc/jti-missing', { jti: undefined }],
  ['iat 11 s ahead', 'oidc/issued-in-future', { iat: now + 11 }],
  ['nbf 60 s ahead', 'oidc/not-yet-valid', { nbf: now + 60 }],
  ['expired for 10 s', 'oidc/expired', { exp: now - 10 }],
];

for (const [name, code, changes, header = { alg: 'ES256' }] of STRICTLY_REFUSED) {
  test(`strict: an assertion is refused with ${name}`, async () => {
    const token = await signed({ ...base, ...changes }, header);
    assert.throws(
      () => verifyStrictly(token),
      (error) => error instanceof OidcError && error.code === code,
    );
  });
}

test('strict: clocks ten seconds ahead are accepted', async () => {
  assert.ok(
    verifyStrictly(await signed({ ...base, iat: now + 10, nbf: now + 10, exp: now + 310 }, { alg: 'ES256' })),
  );
});

test('a token of another kind is no client assertion', async () => {
  for (const typ of ['at+jwt', 'dpop+jwt', 'ID', ''])
    await refused('oidc/jws-header', base, { alg: 'RS256', typ });
  assert.ok(verify(await signed(base, { alg: 'RS256', typ: 'client-authentication+jwt' })));
});

test('arbitrary claims throw nothing but an OidcError', async () => {
  const value = fc.oneof(fc.anything(), fc.constant(clientId), fc.constant(issuer), fc.integer());
  const claims = fc.record({
    iss: value,
    sub: value,
    aud: value,
    jti: value,
    exp: value,
    nbf: value,
    iat: value,
  });
  await fc.assert(
    fc.asyncProperty(claims, async (extra) => {
      const token = await signed({ ...base, ...(JSON.parse(safe(extra)) as Claims) });
      try {
        verify(token);
      } catch (error) {
        assert.ok(error instanceof OidcError, String(error));
      }
    }),
  );
});

function safe(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
}

test('what iat says is told in milliseconds, and nothing where it says nothing', async () => {
  assert.equal(verify(await signed({ ...base, iat: now - 1.5 })).issuedAt, (now - 1.5) * 1000);
  assert.equal(verify(await signed({ ...base, iat: undefined })).issuedAt, undefined);
  assert.equal(verify(await signed({ ...base, jti: 'j'.repeat(255) })).jti.length, 255);
});
