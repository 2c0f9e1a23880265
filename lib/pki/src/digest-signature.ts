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
  const length = key.bits / 8;
  if (key.family !== 'rsa' || signature.length !== length) return undefined;
  const block = publicOperation(key, signature);
  if (block === undefined) return undefined;
  if (equal(block, padded(digestInfoOf(digest), length))) return 'digest-info';
  return equal(block, padded(digest, length)) ? 'bare-hash' : undefined;
}

/** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2): 00 01 FF … 00 T. */
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
