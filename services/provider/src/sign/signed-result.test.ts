import assert from 'node:assert/strict';
import {
  constants,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto';
import { test } from 'node:test';
import type { SignedResultContent } from '../api/index.ts';
import { encryptResult } from './signed-result.ts';

const CONTENT: SignedResultContent = {
  iss: 'http://localhost:4001/api/realms/main',
  aud: 'verifier.example',
  client_id: 'shop',
  sign_transaction_id: '65a04b4e-af8b-45a2-8713-5ec2631bab64',
  iat: 1_781_492_400,
  certificate: 'MII=',
  signatures: [{ digest: 'AAAA', signature: 'BBBB' }],
};

const octets = (text = '') => Buffer.from(text, 'base64url');

/** RFC 7518 section 4.6 with Concat KDF (NIST SP 800-56A) for one round: 256 bits for A256GCM. */
function agreedKey(secret: Uint8Array): Buffer {
  const framed = (data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, data]);
  };
  const bits = Buffer.from([0, 0, 1, 0]);
  const none = framed(new Uint8Array());
  const other = Buffer.concat([framed(Buffer.from('A256GCM')), none, none, bits]);
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from([0, 0, 0, 1]), secret, other]))
    .digest();
}

/** RFC 7516 section 5.2 by hand, so that no JOSE library stands on both sides. */
function open(jwe: string, contentKey: (header: Record<string, never>, encrypted: Buffer) => Buffer) {
  const [head, encrypted, iv, ciphertext, tag] = jwe.split('.');
  const header = JSON.parse(octets(head).toString());
  const decipher = createDecipheriv('aes-256-gcm', contentKey(header, octets(encrypted)), octets(iv));
  decipher.setAAD(Buffer.from(head ?? '')).setAuthTag(octets(tag));
  const plaintext = Buffer.concat([decipher.update(octets(ciphertext)), decipher.final()]);
  return { header, encrypted, content: JSON.parse(plaintext.toString()) as unknown };
}

test('RSA-OAEP-256: the content key is the operator’s by OpenSSL, and the header is under the tag', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwe = await encryptResult({ algorithm: 'RSA-OAEP-256', kid: 'r1', key: publicKey }, CONTENT);
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const keyOf = (_: unknown, encrypted: Buffer) => privateDecrypt({ key: privateKey, ...padding }, encrypted);
  const { header, content } = open(jwe, keyOf);
  assert.deepEqual(header, { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'r1' });
  assert.deepEqual(content, CONTENT);
  const otherHead = Buffer.from(JSON.stringify({ ...header, kid: 'r2' })).toString('base64url');
  assert.throws(() => open([otherHead, ...jwe.split('.').slice(1)].join('.'), keyOf));
});

test('ECDH-ES: the key is agreed with an ephemeral key of its own for each result', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ephemeral: KeyObject[] = [];
  for (const _ of [1, 2]) {
    const jwe = await encryptResult({ algorithm: 'ECDH-ES', kid: 'e1', key: publicKey }, CONTENT);
    const { header, encrypted, content } = open(jwe, ({ epk }) => {
      const other = createPublicKey({ key: epk ?? {}, format: 'jwk' });
      ephemeral.push(other);
      return agreedKey(diffieHellman({ privateKey, publicKey: other }));
    });
    assert.deepEqual([header.alg, header.enc, header.kid, encrypted], ['ECDH-ES', 'A256GCM', 'e1', '']);
    assert.deepEqual(content, CONTENT);
  }
  assert.equal(ephemeral.length, 2);
  assert.ok(!ephemeral[0]?.equals(ephemeral[1] ?? publicKey));
});
