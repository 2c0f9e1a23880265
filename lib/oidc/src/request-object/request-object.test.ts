import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { STRICT_ALGORITHMS, type VerificationKey } from '../jws/index.ts';
import { createRequestObject, parseRequestObject, verifyRequestObject } from './index.ts';

const issuer = 'http://localhost:4001/api/realms/main';
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys: VerificationKey[] = [{ algorithm: 'ES256', key: ec.publicKey, kid: 'e' }];
const now = 1_790_000_000;
const context = { issuer, keys, algorithms: STRICT_ALGORITHMS, time: now * 1000 };
const request = {
  clientId: 'RP1',
  audience: issuer,
  parameters: { scope: 'openid', state: '状態 &=' },
  jti: 'once',
  time: now * 1000,
};
const made = createRequestObject(request, { algorithm: 'ES256', key: ec.privateKey, kid: 'e' });

test('a request object made here is read by jose, and here', async () => {
  const options = {
    issuer: 'RP1',
    audience: issuer,
    typ: 'oauth-authz-req+jwt',
    currentDate: new Date(now * 1000),
  };
  const { payload } = await jose.jwtVerify(made, ec.publicKey, options);
  assert.equal(payload.client_id, 'RP1');
  assert.equal(payload.nbf, now);
  assert.equal(payload.exp, now + 60);
  const parsed = parseRequestObject(made);
  verifyRequestObject(parsed, context);
  assert.deepEqual([...parsed.parameters], [...Object.entries(request.parameters), ['client_id', 'RP1']]);
});

test('an algorithm that the client’s profile does not take is refused, whatever key is registered', () => {
  assert.throws(() => verifyRequestObject(parseRequestObject(made), { ...context, algorithms: ['PS256'] }), {
    code: 'oidc/jws-algorithm',
  });
});

test('a number stands for its digits; every other value that is no string is refused', async () => {
  const signed = (claims: object) =>
    new jose.SignJWT({ iss: 'RP1', client_id: 'RP1', ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt' })
      .sign(ec.privateKey);
  assert.equal(parseRequestObject(await signed({ max_age: 300 })).parameters.get('max_age'), '300');
  for (const value of [1.5, true, null, [], {}, ['openid'], 2 ** 60, 'x'.repeat(2049)]) {
    const token = await signed({ scope: value });
    assert.throws(
      () => parseRequestObject(token),
      { code: 'oidc/claims' },
      JSON.stringify(value).slice(0, 40),
    );
  }
});

const RIGHT = {
  iss: 'RP1',
  client_id: 'RP1',
  aud: issuer,
  iat: now,
  nbf: now,
  exp: now + 60,
  scope: 'openid',
};

/** Signed by jose; a member that is undefined is left out. */
const signedBy = (key: KeyObject, claims: object, header: object = {}) =>
  new jose.SignJWT({ ...RIGHT, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt', ...header })
    .sign(key);

async function judge(claims: object, header: object = {}, key = ec.privateKey): Promise<string> {
  const token = await signedBy(key, claims, header);
  try {
    verifyRequestObject(parseRequestObject(token), context);
    return 'taken';
  } catch (error) {
    return error instanceof OidcError ? error.code : String(error);
  }
}

test('one fault each is refused with its code, and what is just within the bounds is taken', async () => {
  const cases: readonly [string, object, object?][] = [
    ['taken', {}],
    ['oidc/jws-header', {}, { typ: 'JWT' }],
    ['taken', {}, { typ: undefined }],
    ['taken', {}, { typ: 'OAuth-AuthZ-Req+JWT' }],
    ['oidc/request-nested', { request: 'x' }],
    ['oidc/request-nested', { request_uri: 'urn:x' }],
    ['oidc/subject', { sub: 'RP1' }],
    ['oidc/issuer', { iss: 'RP2' }],
    ['oidc/issuer', { client_id: undefined }],
    ['oidc/issuer', { iss: undefined, client_id: undefined }],
    ['oidc/audience', { aud: [issuer] }],
    ['oidc/audience', { aud: `${issuer}/` }],
    ['oidc/expiry-missing', { exp: undefined }],
    ['oidc/expired', { nbf: now - 100, exp: now - 10 }],
    ['taken', { nbf: now - 100, exp: now - 9 }],
    ['oidc/start-missing', { nbf: undefined }],
    ['taken', { nbf: now - 3600, exp: now }],
    ['oidc/start-too-old', { nbf: now - 3601, exp: now - 1 }],
    ['taken', { exp: now + 3600 }],
    ['oidc/expiry-too-far', { exp: now + 3601 }],
    ['taken', { iat: now + 10 }],
    ['oidc/issued-in-future', { iat: now + 11 }],
    ['taken', { nbf: now + 10, exp: now + 60 }],
    ['oidc/not-yet-valid', { nbf: now + 11, exp: now + 60 }],
    ['taken', { scope: 'x'.repeat(2048) }],
  ];
  for (const [expected, claims, header] of cases)
    assert.equal(await judge(claims, header), expected, JSON.stringify([claims, header]).slice(0, 80));
});

test('a signature by another key is refused; among several keys the right one is found', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  assert.equal(await judge({}, {}, other.privateKey), 'oidc/jws-signature');
  const several = [{ algorithm: 'ES256', key: other.publicKey } as const, ...keys];
  verifyRequestObject(parseRequestObject(await signedBy(ec.privateKey, {})), { ...context, keys: several });
});

test('arbitrary claims throw nothing but an OidcError, and what is read is text', async () => {
  const value = fc.oneof(fc.anything(), fc.constant('RP1'), fc.integer(), fc.constant(issuer));
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom('iss', 'aud', 'exp', 'nbf', 'scope', '__proto__', 'request'),
  );
  const claims = fc.dictionary(name, value, { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(claims, async (extra) => {
      const all = { iss: 'RP1', client_id: 'RP1', ...extra };
      const text = JSON.stringify(all, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one));
      const token = await new jose.CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt' })
        .sign(ec.privateKey);
      try {
        const parsed = parseRequestObject(token);
        assert.ok([...parsed.parameters.values()].every((one) => typeof one === 'string'));
        verifyRequestObject(parsed, context);
      } catch (error) {
        assert.ok(error instanceof OidcError, String(error));
      }
    }),
  );
});

test('arbitrary text is no request object', () => {
  const part = fc.oneof(fc.base64String(), fc.string(), fc.constantFrom(...made.split('.')));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const text = parts.join('.');
      if (text === made) return;
      try {
        verifyRequestObject(parseRequestObject(text), context);
        assert.fail('accepted');
      } catch (error) {
        assert.ok(error instanceof OidcError, String(error));
      }
    }),
  );
});
