import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import * as jose from 'jose';
import { chosenKey, importResultKey, importResultKeys } from './result-key.ts';

async function publicJwk(...options: Parameters<typeof jose.generateKeyPair>): Promise<jose.JWK> {
  const pair = await jose.generateKeyPair(options[0], { ...options[1], extractable: true });
  return { ...(await jose.exportJWK(pair.publicKey)), kid: 'k' };
}

const rsa = await publicJwk('RSA-OAEP-256');
const p256 = await publicJwk('ECDH-ES', { crv: 'P-256' });
const p384 = await publicJwk('ECDH-ES', { crv: 'P-384' });

const read = (jwk: object) => importResultKey(jwk as Record<string, unknown>);

test('RSA and both curves are read, whichever of the three members says what they are for', () => {
  for (const says of [
    { use: 'enc' },
    { alg: 'RSA-OAEP-256' },
    { key_ops: ['wrapKey'] },
    { key_ops: ['encrypt'] },
  ]) {
    assert.equal(read({ ...rsa, ...says })?.algorithm, 'RSA-OAEP-256', JSON.stringify(says));
  }
  for (const key of [p256, p384]) {
    for (const says of [
      { use: 'enc' },
      { alg: 'ECDH-ES' },
      { key_ops: ['deriveKey'] },
      { key_ops: ['deriveBits'] },
    ]) {
      assert.equal(read({ ...key, ...says })?.algorithm, 'ECDH-ES', JSON.stringify(says));
    }
  }
  assert.equal(read({ ...rsa, use: 'enc', kid: 'the name' })?.kid, 'the name');
});

test('a key of which nothing says that it is for encryption is not used, nor one that says something else too', () => {
  const others = [
    {},
    { use: 'sig' },
    { use: 'sig', alg: 'RSA-OAEP-256' },
    { use: 'enc', alg: 'RS256' },
    { use: 'enc', alg: 'RSA-OAEP' },
    { use: 'enc', alg: 'RSA1_5' },
    { use: 'enc', alg: 'ECDH-ES' },
    { use: 'enc', key_ops: ['verify'] },
    { use: 'enc', key_ops: 'wrapKey' },
    { use: 'enc', key_ops: [] },
    { key_ops: ['deriveKey'] },
  ];
  for (const says of others) assert.equal(read({ ...rsa, ...says }), undefined, JSON.stringify(says));
  for (const says of [{}, { use: 'sig' }, { use: 'enc', alg: 'ECDH-ES+A256KW' }, { key_ops: ['wrapKey'] }]) {
    assert.equal(read({ ...p256, ...says }), undefined, JSON.stringify(says));
  }
});

test('a key without a name, or with too long a one, is not used', () => {
  for (const kid of [undefined, '', 7, 'k'.repeat(256)])
    assert.equal(read({ ...rsa, use: 'enc', kid }), undefined);
});

test('private and symmetric keys are not used', async () => {
  const pair = await jose.generateKeyPair('RSA-OAEP-256', { extractable: true });
  assert.equal(read({ ...(await jose.exportJWK(pair.privateKey)), use: 'enc', kid: 'k' }), undefined);
  assert.equal(read({ ...p256, use: 'enc', d: p256.x }), undefined);
  assert.equal(read({ kty: 'oct', k: 'AAAA', use: 'enc', kid: 'k' }), undefined);
});

test('weak and misshapen RSA keys are not used', async () => {
  const of = async (modulusLength: number, publicExponent = 65537) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
    return { ...(await jose.exportJWK(publicKey)), use: 'enc', kid: 'k' };
  };
  assert.ok(read(await of(2048)));
  for (const weak of [await of(1024), await of(2040), await of(2047), await of(2048, 3)]) {
    assert.equal(read(weak), undefined);
  }
  for (const change of [
    { n: `AA${rsa.n}` },
    { n: 'AQAB' },
    { e: 'AQAA' },
    { e: 'AAEAAQ' },
    { n: 'x'.repeat(9_000) },
    { n: 3 },
  ]) {
    assert.equal(read({ ...rsa, use: 'enc', ...change }), undefined, JSON.stringify(change).slice(0, 40));
  }
});

test('other curves and points that are not on theirs are not used', async () => {
  const p521 = await publicJwk('ECDH-ES', { crv: 'P-521' });
  const x25519 = await publicJwk('ECDH-ES', { crv: 'X25519' });
  const changed = { ...p256, x: p256.y, y: p256.x };
  const crossed = { ...p256, crv: 'P-384' };
  const inherited = { ...p256, crv: 'toString' };
  for (const jwk of [p521, x25519, changed, crossed, inherited])
    assert.equal(read({ ...jwk, use: 'enc' }), undefined);
});

test('of a set the usable keys are left, and the first of them is used', () => {
  const keys = [
    { ...rsa, use: 'sig', kid: 'signs' },
    { ...p384, use: 'enc', kid: 'new' },
    { ...rsa, use: 'enc', kid: 'old' },
  ];
  const usable = importResultKeys({ keys });
  assert.deepEqual(
    usable.map(({ kid }) => kid),
    ['new', 'old'],
  );
  assert.equal(chosenKey(usable)?.kid, 'new');
  assert.equal(chosenKey([]), undefined);
});

test('arbitrary members are a key or none, and never an error', () => {
  const value = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.anything(),
    fc.constantFrom('EC', 'RSA', 'P-256', 'enc'),
  );
  const names = ['kty', 'crv', 'x', 'y', 'n', 'e', 'use', 'alg', 'key_ops', 'kid', '__proto__'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (jwk) => {
      read(jwk);
      read({ ...rsa, use: 'enc', ...jwk });
    }),
  );
});
