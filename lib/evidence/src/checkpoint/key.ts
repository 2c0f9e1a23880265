import { concat, fromHex, toBase64 } from '@kazasu/bytes';
import { createPublicKey, verify } from '../crypto.ts';
import { EvidenceError } from '../error.ts';

/** Octets of a raw Ed25519 public key and of a signature (RFC 8032 5.1). */
export const ED25519 = { key: 32, signature: 64 } as const;

/** RFC 8410 4: SubjectPublicKeyInfo up to the key itself. */
const SPKI_HEAD = fromHex('302a300506032b6570032100');

/** A key that signs notes under a name. */
export interface NoteKey {
  /** That of the signature line; a log's is its origin. */
  readonly name: string;
  /** Raw Ed25519 public key, 32 octets. */
  readonly publicKey: Uint8Array;
}

/** Throws `evidence/key` unless it has the length of a raw Ed25519 key. */
export function requireEd25519(publicKey: Uint8Array): void {
  if (publicKey.length !== ED25519.key)
    throw new EvidenceError('evidence/key', 'an Ed25519 key has 32 octets');
}

/** False for a wrong signature and for octets that are no key. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  requireEd25519(publicKey);
  if (signature.length !== ED25519.signature) return false;
  try {
    return verify(null, message, createPublicKey(pemOf(publicKey)), signature);
  } catch {
    return false;
  }
}

/** As PEM: the one form that every implementation of `createPublicKey` takes. */
function pemOf(publicKey: Uint8Array): string {
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(concat(SPKI_HEAD, publicKey))}\n-----END PUBLIC KEY-----\n`;
}
