import { type AlgorithmIdentifier, type SignatureScheme, signatureScheme } from './algorithm.ts';
import { type Certificate, publicKeyOf } from './certificate.ts';
import { constants, verify } from './crypto.ts';
import { isParseError } from './error.ts';
import type { PublicKey } from './key.ts';
import { STRENGTH } from './strength.ts';

/** False for a wrong signature, an algorithm that is not accepted, or one that does not fit the key. Never throws. */
export function verifySignature(
  algorithm: AlgorithmIdentifier,
  key: PublicKey,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = signatureScheme(algorithm);
  if (scheme === undefined || !fits(scheme, key)) return false;
  if (scheme.family !== 'rsa-pss') return verify(scheme.hash, data, key.keyObject, signature);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = STRENGTH.hashes[scheme.hash];
  return verify(scheme.hash, data, { key: key.keyObject, padding, saltLength }, signature);
}

/**
 * RFC 4055 section 1.2: a key under rsaEncryption may sign either way, one under id-RSASSA-PSS only with that padding, and
 * with its own parameters if it names some (section 3.1; salts have one length here, so the hash decides).
 */
function fits(scheme: SignatureScheme, key: PublicKey): boolean {
  if (scheme.family !== 'rsa-pss') return scheme.family === key.family;
  if (key.family === 'rsa') return true;
  return key.family === 'rsa-pss' && (key.pssHash === undefined || key.pssHash === scheme.hash);
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
