import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { memoryKeys } from './key-folder.ts';
import { signingKeysIn } from './signing-key.ts';

const MESSAGE = Buffer.from('to be signed, in one piece or in many');

for (const [kind, hash] of [
  ['rsa-2048', 'sha256'],
  ['ec-p384', 'sha384'],
] as const) {
  test(`a signature over pieces is one over the whole: ${kind}`, async () => {
    const key = await signingKeysIn(memoryKeys()).loadOrCreate('a', kind);
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' });
    const signing = key.begin();
    for (const octet of MESSAGE) signing.update(Uint8Array.of(octet));
    assert.ok(verify(hash, MESSAGE, publicKey, signing.sign()));
    assert.ok(verify(hash, MESSAGE, publicKey, key.sign(MESSAGE)));
    assert.ok(verify(hash, MESSAGE, publicKey, await key.signBeside(MESSAGE)));
    assert.ok(!verify(hash, MESSAGE, publicKey, key.begin().sign()));
  });
}
