import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import type { VerificationKey } from '../jws/index.ts';
import {
  accessTokenHash,
  createIdToken,
  type IdToken,
  verifyIdToken,
  verifyRefreshedIdToken,
} from './index.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys: VerificationKey[] = [{ algorithm: 'ES256', key: ec.publicKey, kid: 'k' }];
const issuer = 'http://localhost:4001/api/realms/main';
const now = 1_790_000_000;
const accessToken = 'header.payload.signature';
const hash = createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');

const idToken = {
  issuer,
  subject: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  audience: 'RP00000001',
  expiresAt: now + 300,
  issuedAt: now,
  nonce: 'n !"#%&+<',
  accessTokenHash: hash,
  authTime: now - 5,
  sessionId: 'session',
  acr: 'aal3',
  jti: 'j',
} as const satisfies IdToken;
const token = createIdToken(idToken, { algorithm: 'ES256', key: ec.privateKey, kid: 'k' });

const context = { keys, issuer, clientId: 'RP00000001', nonce: idToken.nonce, accessToken, time: now * 1000 };

/** An ID token from another implementation, with some claims changed or removed. */
async function foreign(changes: object): Promise<string> {
  const claims = {
    iss: issuer,
    sub: 's',
    aud: 'RP00000001',
    exp: now + 300,
    iat: now,
    nonce: idToken.nonce,
    at_hash: hash,
    ...changes,
  };
  const text = new TextEncoder().encode(JSON.stringify(claims));
  return await new jose.CompactSign(text).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(ec.privateKey);
}

test('an ID token made here is verified by jose and has the members that relying parties expect', async () => {
  const options = { issuer, audience: 'RP00000001', currentDate: new Date(now * 1000) };
  const { payload, protectedHeader } = await jose.jwtVerify(token, ec.publicKey, options);
  assert.deepEqual(protectedHeader, { alg: 'ES256', typ: 'JWT', kid: 'k' });
  assert.deepEqual(payload, {
    iss: issuer,
    sub: idToken.subject,
    aud: 'RP00000001',
    azp: 'RP00000001',
    typ: 'ID',
    exp: now + 300,
    iat: now,
    auth_time: now - 5,
    jti: 'j',
    nonce: idToken.nonce,
    session_state: 'session',
    sid: 'session',
    at_hash: hash,
    acr: 'aal3',
  });
});

test('at_hash is the left half of the SHA-256 of the access token (the example of Core appendix A.3)', () => {
  assert.equal(accessTokenHash('jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'), '77QmUPtjPfzWtF2AnpK9RQ');
  assert.equal(accessTokenHash(accessToken), hash);
});

test('a good ID token is read, ours and one with a one-element audience', async () => {
  assert.deepEqual(verifyIdToken(token, context), idToken);
  assert.equal(verifyIdToken(await foreign({ aud: ['RP00000001'] }), context).subject, 's');
});

const REFUSED: [string, object][] = [
  ['oidc/issuer', { iss: `${issuer}/` }],
  ['oidc/issuer', { iss: undefined }],
  ['oidc/audience', { aud: 'RP00000002' }],
  ['oidc/audience', { aud: undefined }],
  ['oidc/audience', { aud: ['RP00000001', 'RP00000002'] }],
  ['oidc/audience', { azp: 'RP00000002' }],
  ['oidc/expiry-missing', { exp: undefined }],
  ['oidc/expired', { exp: now - 10 }],
  ['oidc/claims', { exp: String(now + 300) }],
  ['oidc/claims', { iat: undefined }],
  ['oidc/issued-in-future', { iat: now + 60 }],
  ['oidc/not-yet-valid', { nbf: now + 60 }],
  ['oidc/nonce', { nonce: undefined }],
  ['oidc/nonce', { nonce: 'other' }],
  ['oidc/token-hash', { at_hash: undefined }],
  ['oidc/token-hash', { at_hash: accessTokenHash('other') }],
  ['oidc/subject', { sub: undefined }],
  ['oidc/subject', { sub: '' }],
  ['oidc/subject', { sub: 's'.repeat(256) }],
];

for (const [code, changes] of REFUSED) {
  test(`an ID token is refused with ${code} for ${JSON.stringify(Object.entries(changes)[0])}`, async () => {
    const changed = await foreign(changes);
    assert.throws(
      () => verifyIdToken(changed, context),
      (error) => error instanceof OidcError && error.code === code,
    );
  });
}

test('an ID token by another key is refused', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const forged = createIdToken(idToken, { algorithm: 'ES256', key: other.privateKey, kid: 'k' });
  assert.throws(() => verifyIdToken(forged, context), { code: 'oidc/jws-signature' });
});

test('a token that names another kind in its header is no ID token', async () => {
  for (const typ of ['at+jwt', 'token-introspection+jwt', 'dpop+jwt', '']) {
    const claims = new TextEncoder().encode(JSON.stringify(jose.decodeJwt(token)));
    const other = await new jose.CompactSign(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ })
      .sign(ec.privateKey);
    assert.throws(() => verifyIdToken(other, context), { code: 'oidc/jws-header' }, typ);
  }
});

test('the ID token of a refresh is about the same person and the same login', async () => {
  const { nonce: _, ...plain } = context;
  const refreshed = { ...plain, original: token };
  const same = { sub: idToken.subject, auth_time: idToken.authTime };
  const read = async (changes: object) =>
    verifyRefreshedIdToken(await foreign({ ...same, nonce: undefined, ...changes }), refreshed);
  assert.equal((await read({})).nonce, undefined);
  assert.equal((await read({ nonce: idToken.nonce })).nonce, idToken.nonce);
  for (const [code, changes] of [
    ['oidc/subject', { sub: 'another' }],
    ['oidc/subject', { sub: undefined }],
    ['oidc/nonce', { nonce: 'another' }],
    ['oidc/claims', { auth_time: now }],
    ['oidc/claims', { auth_time: undefined }],
    ['oidc/issuer', { iss: 'https://other.example' }],
    ['oidc/audience', { aud: 'RP00000002' }],
    ['oidc/token-hash', { at_hash: accessTokenHash('other') }],
    ['oidc/expired', { exp: now - 10 }],
  ] as const) {
    await assert.rejects(read(changes), { code }, JSON.stringify(changes));
  }
});

test('the session is told by sid or, where a provider has only that, by session_state', async () => {
  const session = async (claims: object) => verifyIdToken(await foreign(claims), context).sessionId;
  assert.equal(await session({ sid: 'a', session_state: 'b' }), 'a');
  assert.equal(await session({ session_state: 'b' }), 'b');
  assert.equal(await session({}), undefined);
});
