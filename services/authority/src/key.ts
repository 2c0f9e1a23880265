/** What this service does with its key objects: public halves and RSA signatures with SHA-256. */
import type { Signer } from '@kazasu/pki/issue';
import { createHash, createPublicKey, type KeyObject, sign } from './crypto.ts';

/** SubjectPublicKeyInfo, DER. */
export function publicKeyOf(key: KeyObject): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export function signerOf(key: KeyObject): Signer {
  return (bytes) => new Uint8Array(sign('sha256', bytes, key));
}

export function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(bytes).digest());
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
