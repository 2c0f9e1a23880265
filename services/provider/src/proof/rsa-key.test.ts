import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64url } from '@kazasu/bytes';
import { keepRsaKey, rsaOperations, rsaPublicKey } from './rsa-key.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = pair.publicKey.export({ format: 'jwk' });
const modulus = fromBase64url(jwk.n ?? '');
const exponent = fromBase64url(jwk.e ?? '');

test('a key of the cards’ shape is read as openssl reads it', () => {
  const key = rsaPublicKey({ modulus, exponent });
  assert.deepEqual(key?.export({ format: 'jwk' }), jwk);
});

test('a key of any other shape is none', () => {
  const changed = (at: number, value: number) => {
    const other = Uint8Array.from(modulus);
    other[at] = value;
    return other;
  };
  for (const numbers of [
    { modulus, exponent: Uint8Array.of(3) },
    { modulus, exponent: Uint8Array.of(0, 0, 3) },
    { modulus, exponent: Uint8Array.of(1, 0, 0) },
    { modulus, exponent: Uint8Array.of(0, 1, 0, 1) },
    { modulus: modulus.subarray(1), exponent },
    { modulus: Uint8Array.of(0, ...modulus), exponent },
    { modulus: changed(0, 0x7f), exponent },
    { modulus: changed(255, 0x02), exponent },
  ]) {
    assert.equal(rsaPublicKey(numbers), undefined);
  }
});

test('the raw operation undoes what the private key did, for a key that was kept and for one that was not', () => {
  const block = new Uint8Array(256).fill(7);
  const padding = constants.RSA_NO_PADDING;
  const signed = privateEncrypt({ key: pair.privateKey, padding }, block);
  const kept = { modulus, exponent };
  assert.equal(keepRsaKey(kept), true);
  for (const key of [kept, { modulus, exponent }]) {
    const rsaPublic = rsaOperations();
    for (let i = 0; i < 2; i++) assert.deepEqual(Uint8Array.from(rsaPublic(key, signed) ?? []), block);
  }
});

test('no number below the modulus, or a key of another shape, gives nothing', () => {
  const rsaPublic = rsaOperations();
  const key = { modulus, exponent };
  assert.equal(rsaPublic(key, modulus), undefined);
  assert.equal(rsaPublic(key, new Uint8Array(255)), undefined);
  assert.equal(rsaPublic(key, new Uint8Array(257)), undefined);
  assert.equal(rsaPublic({ modulus, exponent: Uint8Array.of(0, 0, 3) }, new Uint8Array(256)), undefined);
  assert.equal(keepRsaKey({ modulus, exponent: Uint8Array.of(0, 0, 3) }), false);
});
