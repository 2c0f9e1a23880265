import { sha256DigestInfo } from '../../application/jpki/index.ts';
import { createHash } from '../../crypto.ts';

/** RSA-2048: PKCS#1 v1.5 leaves 245 of 256 bytes. */
const PADDED_MAX = 245;
const HASH_LENGTH = 32;
const HASHED_MAX = 255;

/** One value of P1 (facts a.3): what the card is given, and what it makes of it before its key. */
export interface SignatureScheme {
  readonly input: 'as it is' | 'hash' | 'message';
  readonly padding: 'PKCS#1 v1.5' | 'PSS';
  /** Of the hash or the bytes that were given: what is padded. */
  readonly prepare: (bytes: Uint8Array) => Uint8Array;
}

const asItIs = (bytes: Uint8Array) => bytes;

/** By P1. */
export const SIGNATURE_SCHEMES: readonly SignatureScheme[] = [
  { input: 'as it is', padding: 'PKCS#1 v1.5', prepare: asItIs },
  { input: 'message', padding: 'PKCS#1 v1.5', prepare: sha256 },
  { input: 'hash', padding: 'PKCS#1 v1.5', prepare: sha256DigestInfo },
  { input: 'message', padding: 'PKCS#1 v1.5', prepare: (bytes) => sha256DigestInfo(sha256(bytes)) },
  { input: 'hash', padding: 'PSS', prepare: asItIs },
  { input: 'message', padding: 'PSS', prepare: sha256 },
];

/** Whether so many bytes can be signed: 'unfit' where a hash was announced and something else came. */
export function judgeLength(scheme: SignatureScheme, length: number): 'right' | 'wrong length' | 'unfit' {
  if (length === 0) return 'wrong length';
  if (scheme.input === 'hash') return length === HASH_LENGTH ? 'right' : 'unfit';
  return length <= (scheme.input === 'as it is' ? PADDED_MAX : HASHED_MAX) ? 'right' : 'wrong length';
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
