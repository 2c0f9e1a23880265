import { equal, fromHex } from '@kazasu/bytes';
import type { DecodedCommand } from '../apdu.ts';

/** DigestInfo (RFC 8017, 9.2) up to the hash, and how long that is: SHA-1, SHA-256, SHA-384, SHA-512. */
const DIGEST_INFOS = [
  { prefix: fromHex('3021300906052b0e03021a05000414'), length: 20 },
  { prefix: fromHex('3031300d060960864801650304020105000420'), length: 32 },
  { prefix: fromHex('3041300d060960864801650304020205000430'), length: 48 },
  { prefix: fromHex('3051300d060960864801650304020305000440'), length: 64 },
];
const HASH_LENGTH = 32;

/**
 * Whether COMPUTE DIGITAL SIGNATURE is given a hash: by P1, a DigestInfo or 32 bytes. Everything else may be the message
 * that is to be signed, or a PIN that went astray.
 */
export function isHash({ p1, data }: DecodedCommand): boolean {
  if (p1 === 0x02 || p1 === 0x04) return data.length === HASH_LENGTH;
  if (p1 !== 0x00) return false;
  return DIGEST_INFOS.some(
    ({ prefix, length }) =>
      data.length === prefix.length + length && equal(data.subarray(0, prefix.length), prefix),
  );
}
