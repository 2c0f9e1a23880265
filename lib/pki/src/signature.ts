import { type AlgorithmIdentifier, signatureScheme } from './algorithm.ts';
import { type Certificate, publicKeyOf } from './certificate.ts';
import { verify } from './crypto.ts';
import { isParseError } from './error.ts';
import type { PublicKey } from './key.ts';

/** False for a wrong signature, an algorithm that is not accepted, or one that does not fit the key. Never throws. */
export function verifySignature(
  algorithm: AlgorithmIdentifier,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = signatureScheme(algorithm);
  if (scheme === undefined || scheme.family !== key.family) return false;
  return verify(scheme.hash, data, key.keyObject, signature);
}

/** Whether the issuer's key signed this structure; false too if the issuer's key is not one that is accepted. */
export function signedBy(
  issuer: Certificate,
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = acceptedKeyOf(issuer);
  return key !== undefined && verifySignature(algorithm, key, data, signature);
}

/** The certificate's key, or undefined if it is malformed, too weak or of a kind not supported. */
export function acceptedKeyOf(certificate: Certificate): PublicKey | undefined {
  try {
    return publicKeyOf(certificate);
  } catch (error) {
    if (isParseError(error)) return undefined;
    throw error;
  }
}
