import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { test } from 'node:test';
import { toBase64url, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { createDpopProof, httpUriOf, proofKeyOf, verifyDpopProof } from './index.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const PAIRS = [
  ['ES256', ec],
  ['PS256', rsa],
  ['EdDSA', ed],
] as const;

const now = 1_790_000_000;
const url = 'https://provider.example/api/realms/main/protocol/openid-connect/token';
const context = { method: 'POST', url, time: now * 1000 };
const base = { jti: 'once', htm: 'POST', htu: url, iat: now };

type Members = Record<string, unknown>;

/** Signed by jose, with any claims and any header. */
async function proof(claims: Members = base, header: Members = {}, pair: KeyPairKeyObjectResult = ec) {
  const jwk = await jose.exportJWK(pair.publicKey);
  const signer = new jose.CompactSign(toUtf8(JSON.stringify(claims)));
  const all = { typ: 'dpop+jwt', alg: 'ES256', jwk, ...header };
  return signer.setProtectedHeader(all as jose.CompactJWSHeaderParameters).sign(pair.privateKey, {
    crit: { ext: true },
  });
}

function refused(code: string, work: () => unknown, why?: string): void {
  assert.throws(work, (error) => error instanceof OidcError && error.code === code, why);
}

const without = (name: string): Members => ({ ...base, [name]: undefined });

test('the proofs of RFC 9449 sections 4.1 and 7.1 verify, with the thumbprint of section 6.1', () => {
  const atToken =
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg';
  const token = verifyDpopProof(atToken, {
    method: 'POST',
    url: 'https://server.example.com/token',
    time: 1_562_262_616_000,
  });
  assert.equal(token.thumbprint, '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
  assert.equal(token.jti, '-BwC3ESc6acc2lTc');
  const atResource =
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA';
  const resource = verifyDpopProof(atResource, {
    method: 'GET',
    url: 'https://resource.example.org/protectedresource',
    accessToken: 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    time: 1_562_262_618_000,
  });
  assert.equal(resource.thumbprint, token.thumbprint);
});

test('a proof by jose verifies, with each algorithm and the new name of EdDSA', async () => {
  for (const [alg, pair] of [...PAIRS, ['Ed25519', ed] as const]) {
    const verified = verifyDpopProof(await proof({ ...base, nonce: 'n' }, { alg }, pair), context);
    const jwk = await jose.exportJWK(pair.publicKey);
    assert.deepEqual(verified, {
      thumbprint: await jose.calculateJwkThumbprint(jwk),
      jti: 'once',
      refusedFrom: (now + 60) * 1000,
      nonce: 'n',
    });
  }
});

test('a proof made here is verified by jose and holds what RFC 9449 section 4.2 names', async () => {
  for (const [algorithm, pair] of PAIRS) {
    const key = proofKeyOf({ algorithm, key: pair.privateKey, kid: 'left out' });
    const text = createDpopProof(
      {
        method: 'GET',
        url: `${url}?a=b#c`,
        jti: 'j',
        time: now * 1000 + 999,
        nonce: 'n',
        accessToken: 'token',
      },
      key,
    );
    const { payload, protectedHeader } = await jose.compactVerify(text, jose.EmbeddedJWK as never);
    const jwk = await jose.exportJWK(pair.publicKey);
    assert.deepEqual(protectedHeader, { alg: algorithm, typ: 'dpop+jwt', jwk });
    const ath = createHash('sha256').update('token').digest('base64url');
    const claims = { jti: 'j', htm: 'GET', htu: url, iat: now, nonce: 'n', ath };
    assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), claims);
    assert.equal(key.thumbprint, await jose.calculateJwkThumbprint(jwk));
    const verified = verifyDpopProof(text, { ...context, method: 'GET', accessToken: 'token' });
    assert.equal(verified.thumbprint, key.thumbprint);
  }
  refused('oidc/jws-algorithm', () => proofKeyOf({ algorithm: 'RS256', key: rsa.privateKey }));
  const key = proofKeyOf({ algorithm: 'ES256', key: ec.privateKey });
  refused('oidc/http-uri', () => createDpopProof({ method: 'GET', url: '/token', jti: 'j', time: 0 }, key));
});

test('one fault each in the header is refused', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = await jose.exportJWK(ec.publicKey);
  const secret = await jose.exportJWK(ec.privateKey);
  const otherJwk = await jose.exportJWK(other.publicKey);
  const cases: [string, Members][] = [
    ['oidc/jws-header', { typ: 'JWT' }],
    ['oidc/jws-header', { typ: 'DPOP+JWT' }],
    ['oidc/jws-header', { typ: undefined }],
    ['oidc/jws-header', { jwk: undefined }],
    ['oidc/jws-header', { jku: 'https://keys.example' }],
    ['oidc/jws-header', { x5c: ['MA=='] }],
    ['oidc/jws-header', { crit: ['ext'], ext: 1 }],
    ['oidc/jwk-private', { jwk: secret }],
    ['oidc/jwk', { jwk: { ...jwk, use: 'enc' } }],
    ['oidc/jwk', { jwk: { ...jwk, crv: 'P-384' } }],
    ['oidc/jws-signature', { jwk: otherJwk }],
    ['oidc/jws-algorithm', { jwk: await jose.exportJWK(rsa.publicKey) }],
  ];
  for (const [code, header] of cases) {
    const text = await proof(base, header);
    refused(code, () => verifyDpopProof(text, context), JSON.stringify(header).slice(0, 80));
  }
  const named = { ...(await jose.exportJWK(rsa.publicKey)), alg: 'RS256' };
  const honest = await proof(base, { alg: 'RS256', jwk: named }, rsa);
  refused('oidc/jws-algorithm', () => verifyDpopProof(honest, context));
  const rs256 = await proof(base, { alg: 'RS256' }, rsa);
  refused('oidc/jws-algorithm', () => verifyDpopProof(rs256, context));
  const [, payload, signature] = (await proof()).split('.');
  for (const alg of ['none', 'HS256', 'ES384', 'RS256', 1]) {
    const header = toBase64url(toUtf8(JSON.stringify({ typ: 'dpop+jwt', alg, jwk })));
    refused('oidc/jws-algorithm', () => verifyDpopProof(`${header}.${payload}.`, context), String(alg));
    refused('oidc/jws-algorithm', () => verifyDpopProof(`${header}.${payload}.${signature}`, context));
  }
});

test('one fault each in the claims is refused', async () => {
  const cases: [string, Members][] = [
    ['oidc/http-method', { ...base, htm: 'GET' }],
    ['oidc/http-method', { ...base, htm: 'post' }],
    ['oidc/claims', without('htm')],
    ['oidc/http-uri', { ...base, htu: url.replace('/token', '/userinfo') }],
    ['oidc/http-uri', { ...base, htu: url.replace('https', 'http') }],
    ['oidc/http-uri', { ...base, htu: `${url}/` }],
    ['oidc/http-uri', { ...base, htu: '/api/realms/main/protocol/openid-connect/token' }],
    ['oidc/claims', without('htu')],
    ['oidc/claims', without('iat')],
    ['oidc/claims', { ...base, iat: String(now) }],
    ['oidc/issued-in-future', { ...base, iat: now + 11 }],
    ['oidc/issued-in-future', { ...base, iat: now + 60 }],
    ['oidc/not-yet-valid', { ...base, nbf: now + 11 }],
    ['oidc/expired', { ...base, iat: now - 60 }],
    ['oidc/expired', { ...base, exp: now }],
    ['oidc/jti-missing', without('jti')],
    ['oidc/jti-missing', { ...base, jti: '' }],
    ['oidc/claims', { ...base, jti: 'j'.repeat(256) }],
    ['oidc/claims', { ...base, jti: 1 }],
    ['oidc/claims', { ...base, nonce: 1 }],
  ];
  for (const [code, claims] of cases) {
    const text = await proof(claims);
    refused(code, () => verifyDpopProof(text, context), JSON.stringify(claims).slice(0, 200));
  }
  for (const iat of [now + 10, now - 59]) verifyDpopProof(await proof({ ...base, iat }), context);
  for (const times of [{ exp: now + 1 }, { nbf: now - 60 }, { nbf: now + 10 }, { exp: now + 60, nbf: now }])
    verifyDpopProof(await proof({ ...base, ...times }), context);
  verifyDpopProof(await proof({ ...base, jti: 'j'.repeat(255) }), context);
});

test('at a resource the proof must be for the very token beside it', async () => {
  const ath = createHash('sha256').update('this token').digest('base64url');
  const accessToken = 'this token';
  verifyDpopProof(await proof({ ...base, ath }), { ...context, accessToken });
  const half = toBase64url(createHash('sha256').update(accessToken).digest().subarray(0, 16));
  for (const claims of [base, { ...base, ath: half }, { ...base, ath: accessToken }]) {
    const text = await proof(claims);
    refused('oidc/token-hash', () => verifyDpopProof(text, { ...context, accessToken }));
  }
  const swapped = await proof({ ...base, ath });
  refused('oidc/token-hash', () => verifyDpopProof(swapped, { ...context, accessToken: 'that token' }));
});

test('a changed character anywhere in a proof makes it fail with an OidcError', async () => {
  const text = await proof();
  for (let i = 0; i < text.length; i++) {
    const changed = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1);
    assert.throws(() => verifyDpopProof(changed, context), OidcError);
  }
});

test('a proof that is long, or has a member twice, is refused', async () => {
  const long = await proof({ ...base, htu: `${url}?${'a'.repeat(4000)}` });
  refused('oidc/size', () => verifyDpopProof(long, context));
  const [, payload, signature] = (await proof()).split('.');
  const twice = toBase64url(toUtf8('{"typ":"dpop+jwt","alg":"none","alg":"ES256","jwk":{}}'));
  refused('oidc/json', () => verifyDpopProof(`${twice}.${payload}.${signature}`, context));
});

test('addresses are compared after the normalisation of RFC 3986 sections 6.2.2 and 6.2.3', async () => {
  const same = 'https://example.com/a/b~c';
  for (const spelling of [
    'HTTPS://EXAMPLE.com:443/a/b~c',
    'https://example.com/a/./x/../b%7Ec?query#fragment',
    'https://example.com/%61/b%7ec',
    'https://example.com/x/%2e%2E/a/b~c',
  ]) {
    assert.equal(httpUriOf(spelling), same, spelling);
  }
  assert.equal(httpUriOf('http://localhost:4001'), 'http://localhost:4001/');
  assert.equal(httpUriOf('http://[::1]:80/a'), 'http://[::1]/a');
  assert.equal(httpUriOf('https://e.example/a%2fb'), 'https://e.example/a%2Fb');
  for (const other of [
    'https://example.com/a%2Fb~c',
    'https://example.com/A/b~c',
    'https://example.com//a/b~c',
  ]) {
    assert.notEqual(httpUriOf(other), same);
  }
  for (const none of [
    '',
    '/a',
    'ftp://example.com/a',
    'https://user@example.com/a',
    'https:///a',
    'https:\\\\example.com\\a',
    'https://example.com/a b',
    ' https://example.com/a',
    'https://example.com/a\n',
    'https://example.com/%zz',
    'https://exämple.com/a',
    'https://example.com:99999/a',
    `https://example.com/${'a'.repeat(2048)}`,
  ]) {
    assert.equal(httpUriOf(none), undefined, none);
  }
});

test('normalising an address twice changes nothing more', () => {
  const path = fc.array(fc.constantFrom('a', '.', '..', '/', '%2e', '%2F', '%41', '%', '~', ';', '?', '#'));
  fc.assert(
    fc.property(path, (parts) => {
      const once = httpUriOf(`https://a.example/${parts.join('')}`);
      if (once === undefined) return;
      assert.equal(httpUriOf(once), once);
      assert.doesNotMatch(once, /[?#]|\/\.{1,2}(?:\/|$)/);
    }),
  );
});

test('arbitrary strings, headers and claims throw nothing but an OidcError', async () => {
  const verifyOnly = (text: string) => {
    try {
      verifyDpopProof(text, { ...context, accessToken: 'token' });
    } catch (error) {
      assert.ok(error instanceof OidcError, String(error));
      return;
    }
    assert.fail('a proof that nobody made was accepted');
  };
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), verifyOnly), { numRuns: 300 });
  const encode = (value: unknown) => toBase64url(toUtf8(JSON.stringify(value) ?? 'null'));
  const jwks = await Promise.all(PAIRS.map(([, pair]) => jose.exportJWK(pair.publicKey)));
  const key = fc.oneof(
    fc.constantFrom(...jwks),
    fc.record({ kty: fc.constantFrom('EC', 'RSA', 'OKP', 'oct'), x: fc.anything(), n: fc.anything() }),
    fc.anything(),
  );
  const header = fc.record({
    typ: fc.constant('dpop+jwt'),
    alg: fc.constantFrom('ES256', 'PS256', 'EdDSA'),
    jwk: key,
  });
  const claims = fc.record({
    jti: fc.oneof(fc.constant('j'), fc.anything()),
    htm: fc.oneof(fc.constant('POST'), fc.anything()),
    htu: fc.oneof(fc.constant(url), fc.webUrl(), fc.anything()),
    iat: fc.oneof(fc.constant(now), fc.anything()),
    ath: fc.oneof(fc.constant(createHash('sha256').update('token').digest('base64url')), fc.anything()),
  });
  const signature = fc.oneof(
    fc.uint8Array({ minLength: 64, maxLength: 64 }),
    fc.uint8Array({ maxLength: 300 }),
  );
  fc.assert(
    fc.property(header, claims, signature, (h, c, s) =>
      verifyOnly(`${encode(h)}.${encode(c)}.${toBase64url(s)}`),
    ),
    { numRuns: 300 },
  );
});
