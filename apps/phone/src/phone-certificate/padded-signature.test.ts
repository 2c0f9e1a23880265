import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
} from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import fc from 'fast-check';
import { signPadded } from './padded-signature.ts';
import { readPrivateKey } from './private-key.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
const padding = constants.RSA_PKCS1_PADDING;
const random = (length: number) => new Uint8Array(randomBytes(length));
const folder = mkdtempSync(join(tmpdir(), 'kazasu-rsa-'));
after(() => rmSync(folder, { recursive: true }));

test('octets of every length that a card signs give what OpenSSL’s library gives, and other lengths are refused', () => {
  for (const length of [1, 32, 50, 51, 100, 244, 245]) {
    const octets = random(length);
    const expected = privateEncrypt({ key: pair.privateKey, padding }, octets);
    assert.equal(toHex(signPadded(pkcs8, octets, random)), toHex(expected), `${length}`);
  }
  for (const length of [0, 246, 256]) {
    assert.throws(() => signPadded(pkcs8, new Uint8Array(length), random), RangeError, `${length}`);
  }
});

test('a signature is the same whatever the blinding was, which is fresh each time', () => {
  const octets = random(50);
  const drawn: string[] = [];
  const noted = (length: number) => {
    const bytes = random(length);
    drawn.push(toHex(bytes));
    return bytes;
  };
  assert.equal(toHex(signPadded(pkcs8, octets, noted)), toHex(signPadded(pkcs8, octets, noted)));
  assert.equal(drawn.length, 6, 'a factor and two multiples each');
  assert.equal(new Set(drawn).size, 6);
});

test('any octets come out of the public operation as they went in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 245 }), (octets) => {
      const opened = publicDecrypt({ key: pair.publicKey, padding }, signPadded(pkcs8, octets, random));
      assert.equal(toHex(opened), toHex(octets));
    }),
    { numRuns: 40 },
  );
});

test('the openssl command verifies a DigestInfo as an ordinary signature, and opens 50 octets', () => {
  const at = (name: string) => join(folder, name);
  const message = Buffer.from('signed in a phone');
  writeFileSync(at('key.pem'), pair.publicKey.export({ format: 'pem', type: 'spki' }));
  writeFileSync(at('message'), message);
  const hash = createHash('sha256').update(message).digest();
  writeFileSync(at('signature'), signPadded(pkcs8, sha256DigestInfo(hash), random));
  const verified = execFileSync('openssl', [
    'dgst',
    '-sha256',
    '-verify',
    at('key.pem'),
    '-signature',
    at('signature'),
    at('message'),
  ]);
  assert.match(verified.toString(), /Verified OK/);
  const octets = random(50);
  writeFileSync(at('raw'), signPadded(pkcs8, octets, random));
  const opened = execFileSync('openssl', [
    'pkeyutl',
    '-verifyrecover',
    '-pubin',
    '-inkey',
    at('key.pem'),
    '-in',
    at('raw'),
  ]);
  assert.equal(toHex(opened), toHex(octets));
});

test('numbers at the edges of the blinding are no trap', () => {
  const octets = random(51);
  const expected = toHex(privateEncrypt({ key: pair.privateKey, padding }, octets));
  const { prime1 } = readPrivateKey(pkcs8);
  let turn = 0;
  // First nothing, and one that shares a prime with the modulus: neither has an inverse, so others are drawn.
  const unlucky = (length: number) => {
    turn += 1;
    if (turn === 1) return new Uint8Array(length);
    if (turn === 2) return Uint8Array.from(Buffer.from(prime1.toString(16).padStart(2 * length, '0'), 'hex'));
    return new Uint8Array(length).fill(turn === 3 ? 1 : 0);
  };
  assert.equal(toHex(signPadded(pkcs8, octets, unlucky)), expected);
  const most = (length: number) => new Uint8Array(length).fill(0xff);
  assert.equal(toHex(signPadded(pkcs8, octets, most)), expected);
});

test('a key that is damaged, or of another kind, signs nothing: a wrong half would give the primes away', () => {
  const der = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { prime1, coefficient, exponent1 } = readPrivateKey(pkcs8);
  for (const number of [coefficient, exponent1, prime1]) {
    const hex = toHex(pkcs8);
    const spoilt = hex.replace(
      number.toString(16).padStart(2, '0'),
      (number - 2n).toString(16).padStart(2, '0'),
    );
    assert.notEqual(spoilt, hex);
    assert.throws(
      () => signPadded(new Uint8Array(Buffer.from(spoilt, 'hex')), random(51), random),
      RangeError,
    );
  }
  const others = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ];
  for (const key of others) {
    const bytes = new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
    assert.throws(() => signPadded(bytes, random(51), random), Error);
  }
  assert.throws(() => signPadded(pkcs8.slice(0, -1), random(51), random), Error);
  assert.throws(() =>
    signPadded(new Uint8Array(der.publicKey.export({ format: 'der', type: 'spki' })), random(1), random),
  );
});

test('a key that WebCrypto has made is read', async () => {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  const made = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const bytes = new Uint8Array(await crypto.subtle.exportKey('pkcs8', made.privateKey));
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', made.publicKey));
  const octets = random(50);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  assert.equal(toHex(publicDecrypt({ key, padding }, signPadded(bytes, octets, random))), toHex(octets));
});
