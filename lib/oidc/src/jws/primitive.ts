/** The signatures themselves, over octets; RFC 7518 sections 3.3 to 3.5 and RFC 8037 section 3.1. */
import { constants, type KeyObject, sign, verify } from '../crypto.ts';
import type { Algorithm } from './algorithm.ts';

const SHA256_LENGTH = 32;

/** How node:crypto is told: ES256 as two numbers side by side, PS256 with a salt as long as the digest. */
function formOf(algorithm: Algorithm, key: KeyObject) {
  if (algorithm === 'ES256') return { key, dsaEncoding: 'ieee-p1363' } as const;
  if (algorithm !== 'PS256') return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SHA256_LENGTH };
}

/** Ed25519 hashes by itself. */
function digestOf(algorithm: Algorithm): 'sha256' | null {
  return algorithm === 'EdDSA' ? null : 'sha256';
}

export function signOctets(algorithm: Algorithm, key: KeyObject, octets: Uint8Array): Uint8Array {
  return sign(digestOf(algorithm), octets, formOf(algorithm, key));
}

export function verifyOctets(
  algorithm: Algorithm,
  key: KeyObject,
  octets: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(digestOf(algorithm), octets, formOf(algorithm, key), signature);
}
