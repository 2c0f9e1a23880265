import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createSecretKey } from '../crypto.ts';
import { deriveSecret, hashToken, hmacSha256, sameText } from './hash.ts';

const KEY = createSecretKey(new Uint8Array(32).fill(1));

test('a token is stored as its SHA-256 in base64url', () => {
  // FIPS 180-4 example "abc": ba7816bf…15ad
  assert.equal(hashToken('abc'), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

test('the parts of an HMAC carry their lengths', () => {
  const framed = Buffer.from([0, 0, 0, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 3]);
  const expected = createHmac('sha256', Buffer.alloc(32, 1)).update(framed).digest();
  assert.deepEqual(
    hmacSha256(KEY, Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)),
    new Uint8Array(expected),
  );
});

test('lists that join to the same bytes have different HMACs', () => {
  const [a, b] = [Uint8Array.of(1), Uint8Array.of(2)];
  assert.notDeepEqual(hmacSha256(KEY, a, b), hmacSha256(KEY, Uint8Array.of(1, 2)));
  assert.notDeepEqual(hmacSha256(KEY, a), hmacSha256(KEY, a, Uint8Array.of()));
});

test('texts are the same exactly when they are equal', () => {
  assert.ok(sameText('かざす', 'かざす'));
  assert.ok(!sameText('token', 'tokem'));
  assert.ok(!sameText('token', 'token '));
  assert.ok(!sameText('', 'a'));
});

test('a derived secret is HKDF’s (RFC 5869 appendix A.3, its first 32 octets), and another for another purpose', () => {
  const key = createSecretKey(new Uint8Array(22).fill(0x0b));
  const octets = (purpose: string) => deriveSecret(key, purpose).export().toString('hex');
  assert.equal(octets(''), '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d');
  assert.notEqual(octets('a'), octets('b'));
});
