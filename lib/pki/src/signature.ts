import { type AlgorithmIdentifier, type SignatureScheme, signatureScheme } from './algorithm.ts';
import { type Certificate, publicKeyOf } from './certificate.ts';
import { constants, createVerify, verify } from './crypto.ts';
import { ifReadable } from './error.ts';
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
  return verify(scheme.hash, data, keyInput(scheme, key), signature);
}

function keyInput({ family, hash }: SignatureScheme, { keyObject }: PublicKey) {
  if (family !== 'rsa-pss') return keyObject;
  return { key: keyObject, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: STRENGTH.hashes[hash] };
}

/** A signature over data that come piece by piece. */
export interface StreamedVerification {
  update(data: Uint8Array): void;
  /** Ends it. False for a wrong signature. */
  verify(signature: Uint8Array): boolean;
}

/** Undefined for an algorithm that is not accepted, or one that does not fit the key. */
export function startVerification(
  algorithm: AlgorithmIdentifier,
  key: PublicKey,
): StreamedVerification | undefined {
  const scheme = signatureScheme(algorithm);
  if (scheme === undefined || !fits(scheme, key)) return undefined;
  const stream = createVerify(scheme.hash);
  return {
    update: (data) => void stream.update(data),
    verify: (signature) => stream.verify(keyInput(scheme, key), signature),
  };
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
  return ifReadable(() => publicKeyOf(certificate));
}
