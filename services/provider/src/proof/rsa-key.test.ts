import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64url } from '@kazasu/bytes';
import { rsaPublicKey } from './rsa-key.ts';

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
