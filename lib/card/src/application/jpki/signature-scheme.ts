import { RSA_LENGTH } from '../../rsa.ts';

/** Longest message that a card hashes itself: what a short command carries. */
const MESSAGE_MAX = 255;
/** PKCS#1 v1.5 leaves so much of the modulus. */
const PADDED_MAX = RSA_LENGTH - 11;
const HASH_LENGTH = 32;

interface SchemeRule {
  readonly p1: number;
  readonly input: 'as it is' | 'hash' | 'message';
  readonly padding: 'PKCS#1 v1.5' | 'PSS';
  readonly lengthMin: number;
  readonly lengthMax: number;
}

/**
 * What the card makes of the bytes it is given, by P1 (facts a.3). All but `given` were seen on a test card only. PKCS#1
 * means v1.5, hashes are SHA-256.
 */
export const SIGNATURE_SCHEMES = {
  /** PKCS#1 around the bytes as they are, which should be a DigestInfo: what every client uses */
  given: { p1: 0x00, input: 'as it is', padding: 'PKCS#1 v1.5', lengthMin: 1, lengthMax: PADDED_MAX },
  /** PKCS#1 around the bare hash of the message, without DigestInfo */
  bareHashOfMessage: { p1: 0x01, padding: 'PKCS#1 v1.5', ...ofMessage() },
  /** PKCS#1 from a hash */
  pkcs1OfHash: { p1: 0x02, padding: 'PKCS#1 v1.5', ...ofHash() },
  /** PKCS#1 from a message */
  pkcs1OfMessage: { p1: 0x03, padding: 'PKCS#1 v1.5', ...ofMessage() },
  /** PSS from a hash */
  pssOfHash: { p1: 0x04, padding: 'PSS', ...ofHash() },
  /** PSS from a message */
  pssOfMessage: { p1: 0x05, padding: 'PSS', ...ofMessage() },
} as const satisfies { readonly [name: string]: SchemeRule };

export type SignatureScheme = keyof typeof SIGNATURE_SCHEMES;

function ofMessage() {
  return { input: 'message', lengthMin: 1, lengthMax: MESSAGE_MAX } as const;
}

function ofHash() {
  return { input: 'hash', lengthMin: HASH_LENGTH, lengthMax: HASH_LENGTH } as const;
}
