import assert from 'node:assert/strict';
import { createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import * as jose from 'jose';
import { OidcError } from '../error.ts';
import { exportJwk, importJwk, importKeySet, parseKeySet, thumbprint } from './index.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ecJwk = await jose.exportJWK(ec.publicKey);
const rsaJwk = await jose.exportJWK(rsa.publicKey);
const ed = generateKeyPairSync('ed25519');
const edJwk = await jose.exportJWK(ed.publicKey);

function refused(code: string, jwk: object): void {
  assert.throws(
    () => importJwk(jwk as Record<string, unknown>),
    (error) => error instanceof OidcError && error.code === code,
    JSON.stringify(jwk).slice(0, 80),
  );
}

test('keys exported by jose are read, with their algorithm and kid', () => {
  const read = importJwk({ ...ecJwk, kid: 'one', use: 'sig', alg: 'ES256', key_ops: ['verify'], extra: 1 });
  assert.equal(read.kid, 'one');
  assert.equal(read.algorithm, 'ES256');
  assert.ok(read.key.equals(ec.publicKey));
  assert.equal(importJwk({ ...rsaJwk }).algorithm, 'RS256');
  const edwards = importJwk({ ...edJwk, alg: 'Ed25519' });
  assert.equal(edwards.algorithm, 'EdDSA');
  assert.ok(edwards.key.equals(ed.publicKey));
});

test('an RSA key is for the algorithm that it names, and else for the one that is asked for', () => {
  assert.equal(importJwk({ ...rsaJwk, alg: 'PS256' }).algorithm, 'PS256');
  assert.equal(importJwk({ ...rsaJwk }, 'PS256').algorithm, 'PS256');
  assert.equal(importJwk({ ...rsaJwk, alg: 'RS256' }, 'PS256').algorithm, 'RS256');
  assert.equal(importKeySet({ keys: [{ ...rsaJwk }] }, 'PS256')[0]?.algorithm, 'PS256');
});

test('the thumbprint is that of RFC 7638 section 3.1 and of jose', async () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  assert.equal(thumbprint(key), 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  assert.equal(thumbprint(ec.privateKey), await jose.calculateJwkThumbprint(ecJwk));
  assert.equal(thumbprint(ec.publicKey).length, 43);
  assert.equal(thumbprint(ed.publicKey), await jose.calculateJwkThumbprint(edJwk));
  // RFC 8037 appendix A.3.
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const example = importJwk({ kty: 'OKP', crv: 'Ed25519', x });
  assert.equal(thumbprint(example.key), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('an exported key has its thumbprint as kid, nothing private, and is read back by jose', async () => {
  for (const pair of [ec, rsa, ed]) {
    const jwk = exportJwk(pair.privateKey);
    assert.equal(jwk.kid, thumbprint(pair.publicKey));
    assert.equal('d' in jwk, false);
    assert.equal(jwk.use, 'sig');
    const key = await jose.importJWK({ ...jwk } as jose.JWK, jwk.alg);
    assert.equal((key as CryptoKey).type, 'public');
    assert.ok(importJwk({ ...jwk }).key.equals(pair.publicKey));
  }
});

test('a private or symmetric key is refused as such', async () => {
  refused('oidc/jwk-private', await jose.exportJWK(ec.privateKey));
  refused('oidc/jwk-private', await jose.exportJWK(rsa.privateKey));
  refused('oidc/jwk-private', { kty: 'oct', k: 'AAAA' });
  refused('oidc/jwk-private', { ...rsaJwk, p: 'AQ' });
});

test('keys for other algorithms, uses or operations are refused', async () => {
  const p384 = await jose.exportJWK(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey);
  const ed448 = await jose.exportJWK(generateKeyPairSync('ed448').publicKey);
  for (const jwk of [
    p384,
    ed448,
    { ...edJwk, crv: 'X25519' },
    { ...edJwk, x: `${edJwk.x}AA` },
    { ...edJwk, alg: 'ES256' },
    {},
    { ...ecJwk, use: 'enc' },
    { ...ecJwk, alg: 'RS256' },
    { ...rsaJwk, alg: 'PS384' },
    { ...rsaJwk, alg: 'ES256' },
    { ...ecJwk, key_ops: ['sign'] },
    { ...ecJwk, kid: 3 },
    { ...ecJwk, kid: 'k'.repeat(256) },
  ]) {
    refused('oidc/jwk', jwk);
  }
});

test('short RSA keys, low or even exponents and padded numbers are refused', async () => {
  const short = await jose.exportJWK(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey);
  const almost = await jose.exportJWK(generateKeyPairSync('rsa', { modulusLength: 2040 }).publicKey);
  const low = await jose.exportJWK(
    generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey,
  );
  const padded = `AA${rsaJwk.n}`;
  for (const jwk of [
    short,
    almost,
    low,
    { ...rsaJwk, e: 'AQAA' },
    { ...rsaJwk, e: 'AAEAAQ' },
    { ...rsaJwk, e: 'AP__' },
    { ...rsaJwk, e: '__8' },
    { ...rsaJwk, n: padded },
    { ...rsaJwk, n: 'AQAB' },
  ]) {
    refused('oidc/jwk', jwk);
  }
  refused('oidc/jwk', { ...rsaJwk, n: 'x'.repeat(5000) });
});

test('a key may have a long name, a modulus of 8192 bits, and no more', () => {
  assert.equal(importJwk({ ...ecJwk, kid: 'k'.repeat(255) }).kid?.length, 255);
  assert.equal('kid' in importJwk({ ...ecJwk }), false);
  refused('oidc/jwk', { ...ecJwk, alg: ['ES256'] });
  const modulus = (octets: number) => Buffer.alloc(octets, 0x81).toString('base64url');
  assert.equal(importJwk({ ...rsaJwk, n: modulus(1024) }).key.asymmetricKeyDetails?.modulusLength, 8192);
  refused('oidc/jwk', { ...rsaJwk, n: modulus(1025) });
  refused('oidc/jwk', { ...rsaJwk, n: `${modulus(1024)}!` });
  refused('oidc/jwk', { kty: 'oct', crv: 'P-256', x: ecJwk.x, y: ecJwk.y });
  refused('oidc/jwk', { kty: 'EC', crv: 'Ed25519', x: edJwk.x });
});

test('what is no key for a signature of ours is not exported, and has no thumbprint', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const dh = generateKeyPairSync('x448');
  for (const key of [p384.publicKey, dh.publicKey])
    assert.throws(() => exportJwk(key), { name: 'OidcError', code: 'oidc/jwk' });
  assert.throws(() => thumbprint(createSecretKey(Buffer.alloc(32))), { code: 'oidc/jwk' });
});

test('a key that is public already is exported as it is, with the algorithm that it is for', () => {
  assert.deepEqual(exportJwk(ec.publicKey), exportJwk(ec.privateKey));
  assert.equal(exportJwk(rsa.publicKey, 'PS256').alg, 'PS256');
  assert.throws(() => exportJwk(ec.publicKey, 'RS256'), { code: 'oidc/jwk' });
});

test('a key set may have twenty keys; each must be an object', () => {
  const set = (keys: unknown[]) => parseKeySet(toUtf8(JSON.stringify({ keys })));
  assert.equal(importKeySet(set(Array(20).fill(ecJwk))).length, 20);
  for (const keys of [
    [ecJwk, null],
    [ecJwk, 1],
    [[], ecJwk],
  ])
    assert.throws(() => set(keys), { code: 'oidc/jwk' });
  // Who was handed a set elsewhere does not try more of them either.
  assert.equal(importKeySet({ keys: Array(30).fill(ecJwk) }).length, 20);
});

test('a point off the curve or of the wrong length is refused', () => {
  refused('oidc/jwk', { ...ecJwk, x: ecJwk.y, y: ecJwk.x });
  refused('oidc/jwk', { ...ecJwk, x: (ecJwk.x ?? '').slice(0, -2) });
  refused('oidc/jwk', { ...ecJwk, y: undefined });
});

test('a key set leaves out what cannot be used and keeps the rest', async () => {
  const secret = await jose.exportJWK(ec.privateKey);
  const set = parseKeySet(toUtf8(JSON.stringify({ keys: [secret, { kty: 'x' }, { ...rsaJwk, kid: 'r' }] })));
  assert.deepEqual(
    importKeySet(set).map((key) => key.kid),
    ['r'],
  );
  for (const bad of [
    '{}',
    '{"keys":1}',
    '{"keys":[1]}',
    '{"keys":[[]]}',
    JSON.stringify({ keys: Array(21).fill({}) }),
  ]) {
    assert.throws(() => parseKeySet(toUtf8(bad)), { code: 'oidc/jwk' });
  }
});

test('arbitrary members throw nothing but an OidcError', () => {
  const value = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.anything(),
    fc.constant(ecJwk.x),
    fc.constant(rsaJwk.n),
  );
  const kind = fc.constantFrom({ kty: 'EC', crv: 'P-256' }, { kty: 'OKP', crv: 'Ed25519' }, { kty: 'RSA' });
  fc.assert(
    fc.property(kind, fc.record({ x: value, y: value, n: value, e: value }), (names, members) => {
      try {
        importJwk({ ...members, ...names });
      } catch (error) {
        assert.ok(error instanceof OidcError, String(error));
      }
    }),
  );
});
