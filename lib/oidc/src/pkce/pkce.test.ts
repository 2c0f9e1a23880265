import assert from 'node:assert/strict';
import { test } from 'node:test';
import { challengeOf, createVerifier, isChallenge, isVerifier, verifyPkce } from './index.ts';

/** RFC 7636 appendix B. */
const octets = [
  116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
  240, 91, 88, 5, 88, 83, 132, 141, 121,
];
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

test('the example of RFC 7636 appendix B comes out', () => {
  assert.equal(createVerifier(new Uint8Array(octets)), verifier);
  assert.equal(challengeOf(verifier), challenge);
  assert.equal(verifyPkce(verifier, challenge), true);
});

test('another verifier, the challenge itself and malformed verifiers do not verify', () => {
  for (const wrong of [challenge, `${verifier}A`, verifier.slice(1), '', `${verifier.slice(0, -1)}é`]) {
    assert.equal(verifyPkce(wrong, challenge), false);
  }
  assert.equal(verifyPkce(verifier, challenge.slice(0, -1)), false);
  const short = 'a'.repeat(42);
  assert.equal(verifyPkce(short, challengeOf(short)), false);
});

test('a verifier has 43 to 128 unreserved characters', () => {
  for (const good of ['a'.repeat(43), 'Z9-._~'.repeat(21)]) assert.equal(isVerifier(good), true);
  for (const bad of ['a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(42)}+`, `${'a'.repeat(43)}\n`]) {
    assert.equal(isVerifier(bad), false);
  }
});

test('a challenge is what SHA-256 can give in base64url', () => {
  assert.equal(isChallenge(challenge), true);
  for (const bad of [
    `${challenge}A`,
    challenge.slice(1),
    `${challenge.slice(0, -1)}N`,
    `${challenge.slice(0, -1)}=`,
  ]) {
    assert.equal(isChallenge(bad), false);
  }
});

test('a verifier is never made of fewer than 32 octets', () => {
  assert.throws(() => createVerifier(new Uint8Array(31)), { code: 'oidc/parameter' });
});
