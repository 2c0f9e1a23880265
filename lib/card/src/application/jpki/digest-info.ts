import { concat, fromHex } from '@kazasu/bytes';
import { CardError } from '../../error.ts';

/** `SEQUENCE { SEQUENCE { id-sha256, NULL }, OCTET STRING (32) }` up to the hash (RFC 8017 section 9.2, note 1). */
const SHA256_PREFIX = fromHex('3031300d060960864801650304020105000420');

/** The 51 bytes that the card is given to sign: PKCS#1's DigestInfo around a SHA-256 hash of 32 bytes. */
export function sha256DigestInfo(hash: Uint8Array): Uint8Array<ArrayBuffer> {
  if (hash.length !== 32) throw new CardError('card/command', 'a SHA-256 hash has 32 bytes');
  return concat(SHA256_PREFIX, hash);
}
