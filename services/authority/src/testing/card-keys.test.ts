import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, privateEncrypt, publicDecrypt } from 'node:crypto';
import { test } from 'node:test';
import { keysOfFewPrimes } from './card-keys.ts';

test('the keys are RSA-2048, fit together, and no two of them are alike', async () => {
  const make = keysOfFewPrimes();
  const keys = await Promise.all(Array.from({ length: 20 }, make));
  assert.equal(new Set(keys.map(({ publicKey }) => Buffer.from(publicKey).toString('hex'))).size, 20);
  for (const { privateKey, publicKey, numbers } of keys) {
    const secret = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    const open = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    assert.deepEqual(open.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65_537n });
    assert.equal(String(publicDecrypt(open, privateEncrypt(secret, Buffer.from('a')))), 'a');
    assert.deepEqual(
      numbers.modulus,
      new Uint8Array(Buffer.from(open.export({ format: 'jwk' }).n ?? '', 'base64url')),
    );
    assert.equal(numbers.modulus.length, 256);
  }
});
