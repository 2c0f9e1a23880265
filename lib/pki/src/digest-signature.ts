import { concat, derNull, derOctetString, derOid, derSequence, equal } from '@kazasu/bytes';
import { constants, publicDecrypt } from './crypto.ts';
import type { PublicKey } from './key.ts';
import { OID } from './oid.ts';
import { type OptionKind, requireOptions } from './option.ts';

/**
 * In which form a digest was signed by PKCS #1 v1.5 (RFC 8017 section 8.2): inside its DigestInfo, as sha256WithRSAEncryption
 * has it, or bare, as the card pads what it is given (facts 5.3).
 */
export type DigestForm = 'digest-info' | 'bare-hash';

/** The option kind of a SHA-256 digest. */
export const DIGEST: OptionKind = {
  must: 'a Uint8Array of 32 octets, a SHA-256 digest',
  fits: (value) => value instanceof Uint8Array && value.length === 32,
};

/**
 * `DigestInfo` (RFC 8017 A.2.4) of a SHA-256 digest: 51 octets, what the card signs as it stands. This, and not the bare
 * digest, must be asked for where the signature is to verify as sha256WithRSAEncryption. TypeError for anything but 32 octets.
 */
export function digestInfoOf(digest: Uint8Array): Uint8Array {
  requireOptions({ digest }, { digest: DIGEST });
  return derSequence(derSequence(derOid(OID.sha256), derNull()), derOctetString(digest));
}

/**
 * In which form the key signed this SHA-256 digest; undefined if in neither, or if the key is not RSA. The whole padded block
 * is made and compared (RFC 8017 section 8.2.2), nothing is read from what comes out: no padding of a forger's choice passes.
 */
export function digestFormOf(
  key: PublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): DigestForm | undefined {
  const block = openedBlock(key, signature);
  if (block === undefined) return undefined;
  if (isPadded(block, digestInfoOf(digest))) return 'digest-info';
  return isPadded(block, digest) ? 'bare-hash' : undefined;
}

/**
 * Whether the key signed these octets as they are, under the padding of PKCS #1 v1.5: neither hashed nor within a DigestInfo,
 * as the card does with whatever it is given (facts a.3). False for a key that is not RSA, and for more than fit in. Octets
 * that are to be told from every document's are neither 32 nor 51: those are the two forms of a digest.
 */
export function signedOctets(key: PublicKey, content: Uint8Array, signature: Uint8Array): boolean {
  const block = openedBlock(key, signature);
  return block !== undefined && isPadded(block, content);
}

/** What the public key makes of the signature, as long as the modulus. */
function openedBlock(key: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  if (key.family !== 'rsa' || signature.length !== Math.ceil(key.bits / 8)) return undefined;
  return publicOperation(key, signature);
}

/** RFC 8017 section 9.2: of the filling there are at least eight octets. */
const PADDING_LENGTH_MIN = 11;

/** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2): 00 01 FF … 00 T. */
function isPadded(block: Uint8Array, content: Uint8Array): boolean {
  const { length } = block;
  return content.length <= length - PADDING_LENGTH_MIN && equal(block, padded(content, length));
}

function padded(content: Uint8Array, length: number): Uint8Array {
  const filled = new Uint8Array(length - content.length - 3).fill(0xff);
  return concat(Uint8Array.of(0, 1), filled, Uint8Array.of(0), content);
}

function publicOperation({ keyObject }: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  try {
    return publicDecrypt({ key: keyObject, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined; // a number that is not below the modulus
  }
}
