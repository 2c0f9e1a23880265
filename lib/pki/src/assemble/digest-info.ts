import { derNull, derOctetString, derOid, derSequence } from '@kazasu/bytes';
import { OID } from '../oid.ts';
import { DIGEST, requireOptions } from './option-kinds.ts';

/**
 * `DigestInfo` (RFC 8017 A.2.4) of a SHA-256 digest: 51 octets, what the card signs as it stands. This, and not the bare
 * digest, must be asked for where the signature is to verify as sha256WithRSAEncryption (facts 5.3). TypeError for anything
 * but 32 octets.
 */
export function digestInfoOf(digest: Uint8Array): Uint8Array {
  requireOptions({ digest }, { digest: DIGEST });
  return derSequence(derSequence(derOid(OID.sha256), derNull()), derOctetString(digest));
}
