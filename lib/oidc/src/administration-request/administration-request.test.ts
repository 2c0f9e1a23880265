import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import {
  administrationRequestId,
  administratorNamed,
  createAdministrationRequest,
  verifyAdministrationRequest,
} from './index.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { algorithm: 'ES256', key: pair.publicKey } as const;
const now = 1_790_000_000;
const request = {
  administratorId: 'hanako',
  audience: 'https://provider.example/api',
  method: 'POST',
  path: '/api/admin/proposals?a=b',
  body: toUtf8('{"kind":"epoch.raise"}'),
  time: now * 1000,
};
const CLAIMS = {
  iss: 'hanako',
  aud: request.audience,
  htm: 'POST',
  path: request.path,
  body: createHash('sha256').update(request.body).digest('base64url'),
  iat: now,
  jti: 'a-jti-of-this-test',
};

/** Signed by jose, with any claims. */
function signed(changes: Record<string, unknown> = {}, typ = 'kazasu-administration+jwt') {
  const text = toUtf8(JSON.stringify({ ...CLAIMS, ...changes }));
  return new jose.CompactSign(text).setProtectedHeader({ alg: 'ES256', typ }).sign(pair.privateKey);
}

test('what is made here is what jose reads, and what jose signs verifies', async () => {
  const made = createAdministrationRequest(
    { ...request, jti: CLAIMS.jti, time: request.time + 999 },
    { algorithm: 'ES256', key: pair.privateKey },
  );
  const { payload, protectedHeader } = await jose.compactVerify(made, pair.publicKey);
  assert.deepEqual(protectedHeader, { alg: 'ES256', typ: 'kazasu-administration+jwt' });
  assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), CLAIMS);
  const verified = verifyAdministrationRequest(await signed(), request, key);
  assert.deepEqual(verified, { jti: CLAIMS.jti, refusedFrom: (now + 60) * 1000 });
  assert.equal(administratorNamed(made), 'hanako');
  assert.equal(administrationRequestId(made), CLAIMS.jti);
});

test('one fault each is refused', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cases: readonly (readonly [string, string])[] = [
    ['oidc/jws-header', await signed({}, 'JWT')],
    ['oidc/issuer', await signed({ iss: 'taro' })],
    ['oidc/audience', await signed({ aud: 'https://other.example/api' })],
    ['oidc/audience', await signed({ aud: [request.audience] })],
    ['oidc/http-method', await signed({ htm: 'DELETE' })],
    ['oidc/http-uri', await signed({ path: '/api/admin/proposals' })],
    ['oidc/token-hash', await signed({ body: createHash('sha256').update('{}').digest('base64url') })],
    ['oidc/token-hash', await signed({ body: undefined })],
    ['oidc/jti-missing', await signed({ jti: undefined })],
    ['oidc/jti-missing', await signed({ jti: 'short' })],
    ['oidc/claims', await signed({ iat: undefined })],
    ['oidc/claims', await signed({ iat: String(now) })],
    ['oidc/issued-in-future', await signed({ iat: now + 11 })],
    ['oidc/expired', await signed({ iat: now - 60 })],
  ];
  for (const [code, text] of cases) {
    assert.throws(
      () => verifyAdministrationRequest(text, request, key),
      (error) => error instanceof OidcError && error.code === code,
      code,
    );
  }
  const otherKey = { algorithm: 'ES256', key: other.publicKey } as const;
  assert.throws(
    () => verifyAdministrationRequest(cases[0]?.[1].replace(/^[^.]+/, '') ?? '', request, key),
    OidcError,
  );
  const honest = await signed();
  assert.throws(
    () => verifyAdministrationRequest(honest, request, otherKey),
    (error) => error instanceof OidcError && error.code === 'oidc/jws-signature',
  );
  // One that was kept is judged again later, by all the same rules, as long as it may be kept.
  const later = (seconds: number) => ({ ...request, time: request.time + seconds * 1000 });
  const kept = { maxAge: 86_400 };
  assert.throws(() => verifyAdministrationRequest(honest, later(60), key), { code: 'oidc/expired' });
  assert.deepEqual(verifyAdministrationRequest(honest, later(86_399), key, kept), {
    jti: CLAIMS.jti,
    refusedFrom: (now + 86_400) * 1000,
  });
  assert.throws(() => verifyAdministrationRequest(honest, later(86_400), key, kept), {
    code: 'oidc/expired',
  });
  assert.throws(() => verifyAdministrationRequest(honest, later(-11), key, kept), {
    code: 'oidc/issued-in-future',
  });
  assert.throws(() => verifyAdministrationRequest(honest, { ...later(1), body: toUtf8('{}') }, key, kept), {
    code: 'oidc/token-hash',
  });
  const unnamed = await signed({ jti: 'short' });
  assert.throws(() => administrationRequestId(unnamed), { code: 'oidc/jti-missing' });
});
