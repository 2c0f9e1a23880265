/** The signatures themselves, over octets; RFC 7518 sections 3.3 to 3.5 and RFC 8037 section 3.1. */
import { ecdsaFromDer, ecdsaToDer } from '@kazasu/bytes';
import { constants, type KeyObject, sign, verify } from '../crypto.ts';
import type { Algorithm } from './algorithm.ts';

const SHA256_LENGTH = 32;

/** Octets of r and of s, each (RFC 7518 section 3.4). */
const P256_OCTETS = 32;

/** PS256 with a salt as long as the digest. */
function formOf(algorithm: Algorithm, key: KeyObject) {
  if (algorithm !== 'PS256') return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SHA256_LENGTH };
}

/** Ed25519 hashes by itself. */
function digestOf(algorithm: Algorithm): 'sha256' | null {
  return algorithm === 'EdDSA' ? null : 'sha256';
}

/*
 * ES256 goes by DER, and its two numbers are put side by side here: to be told of `dsaEncoding`, node:crypto takes the key inside an
 * object, and asks that object in several ways whether it is a key itself, by exceptions that cost as much as a signature.
 */
export function signOctets(algorithm: Algorithm, key: KeyObject, octets: Uint8Array): Uint8Array {
  const signature = sign(digestOf(algorithm), octets, formOf(algorithm, key));
  return algorithm === 'ES256' ? ecdsaFromDer(signature, P256_OCTETS) : signature;
}

export function verifyOctets(
  algorithm: Algorithm,
  key: KeyObject,
  octets: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (algorithm === 'ES256' && signature.length !== 2 * P256_OCTETS) return false;
  const value = algorithm === 'ES256' ? ecdsaToDer(signature) : signature;
  return verify(digestOf(algorithm), octets, formOf(algorithm, key), value);
}
