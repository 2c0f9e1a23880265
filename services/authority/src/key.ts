/** What this service does with its key objects: public halves and RSA signatures. */
import { equal, fromBase64url } from '@kazasu/bytes';
import type { RsaPublicKey } from '@kazasu/card';
import { signedOctets } from '@kazasu/pki';
import type { Signer } from '@kazasu/pki/issue';
import {
  constants,
  createHash,
  createPublicKey,
  type KeyObject,
  privateEncrypt,
  sign,
  verify,
} from './crypto.ts';

/** SubjectPublicKeyInfo, DER. */
export function publicKeyOf(key: KeyObject): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}

/** Whether the key (SubjectPublicKeyInfo, DER) lies on NIST P-384; false for what is no key. */
export function isOnP384(publicKey: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}

/** Whether this key on P-384 (SubjectPublicKeyInfo, DER) made this signature with SHA-384; false for any other key. */
export function isSignedOnP384(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = { key: Buffer.from(publicKey), format: 'der', type: 'spki' } as const;
  return isOnP384(publicKey) && verify('sha384', bytes, key, signature);
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export function signerOf(key: KeyObject): Signer {
  return (bytes) => new Uint8Array(sign('sha256', bytes, key));
}

/** Whether this RSA key of 2048 bits made this signature; false for what is no such SubjectPublicKeyInfo in the one spelling of DER. */
export function isSignedBy(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = residentKey(publicKey);
  return key !== undefined && verify('sha256', bytes, key, signature);
}

/** As above, for octets that were signed as they are, under the padding alone: neither hashed nor in a DigestInfo. */
export function isPaddedBy(publicKey: Uint8Array, octets: Uint8Array, signature: Uint8Array): boolean {
  const keyObject = residentKey(publicKey);
  if (keyObject === undefined) return false;
  return signedOctets({ kind: 'rsa', family: 'rsa', bits: 2048, keyObject }, octets, signature);
}

function residentKey(publicKey: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    const fits = key.asymmetricKeyType === 'rsa' && modulusLength === 2048 && publicExponent === 65_537n;
    const isDer = equal(publicKey, key.export({ format: 'der', type: 'spki' }));
    return fits && isDer ? key : undefined;
  } catch {
    return undefined;
  }
}

/** PKCS#1 v1.5 type 1 around at most 245 octets as they are, and the private key's operation: for odd DigestInfos. */
export function rawSignerOf(key: KeyObject): Signer {
  return (bytes) => new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes));
}

/** Modulus and exponent, big-endian, of a public key or of a private key's public half. */
export function rsaNumbersOf(key: KeyObject): RsaPublicKey {
  const { n, e } = (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'jwk' });
  return { modulus: fromBase64url(n ?? ''), exponent: fromBase64url(e ?? '') };
}

export function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(bytes).digest());
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
