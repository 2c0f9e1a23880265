import { concat, equal } from '@kazasu/bytes';
import { type RsaPublicKey, sha256DigestInfo } from '../application/index.ts';
import { rsaPublic as ownRsaPublic, RSA_LENGTH } from '../rsa.ts';

/** Cryptography that the judge brings along. */
export interface IntegrityCrypto {
  readonly sha256: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** The raw RSA public operation; undefined where the key or the input is none. This room's own unless given. */
  readonly rsaPublic?: (key: RsaPublicKey, input: Uint8Array) => Uint8Array | undefined;
}

type RsaPublic = NonNullable<IntegrityCrypto['rsaPublic']>;

/** What a whole block holds around the padded bytes: `00 01`, at least eight `FF`, `00` (RFC 8017, 9.2). */
const PADDING_MIN = 11;

/**
 * Whether the key made this PKCS#1 v1.5 signature over these bytes, which are a DigestInfo as the card was given it. The
 * whole block is compared with the one that must have been signed; nothing of it is parsed.
 */
export function verifyChipSignature(
  key: RsaPublicKey,
  digestInfo: Uint8Array,
  signature: Uint8Array,
  rsaPublic: RsaPublic = ownRsaPublic,
): boolean {
  if (digestInfo.length > RSA_LENGTH - PADDING_MIN) return false;
  const filler = new Uint8Array(RSA_LENGTH - 3 - digestInfo.length).fill(0xff);
  const expected = concat(Uint8Array.of(0, 1), filler, Uint8Array.of(0), digestInfo);
  const block = rsaPublic(key, signature);
  return block !== undefined && equal(block, expected);
}

/** As {@link verifyChipSignature}, over the SHA-256 hash of a message. */
export async function verifyMessage(
  key: RsaPublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: IntegrityCrypto,
): Promise<boolean> {
  const digestInfo = sha256DigestInfo(await crypto.sha256(message));
  return verifyChipSignature(key, digestInfo, signature, crypto.rsaPublic);
}
