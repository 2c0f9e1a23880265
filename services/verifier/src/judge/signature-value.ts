import { concat, equal, fromHex } from '@kazasu/bytes';
import type { PublicKey } from '@kazasu/pki';
import { constants, publicDecrypt } from '../crypto.ts';
import { DIVERGENCES } from '../divergences.ts';

/** The two ways in which a card signs a SHA-256 digest, see divergences.ts. */
export type SignedForm = 'digest-info' | 'bare-hash';

const HASH_LENGTH = 32;
/** DER of DigestInfo (RFC 8017 9.2, note 1) up to the digest. */
const DIGEST_INFO = fromHex('3031300d060960864801650304020105000420');

/** A digest as it was asked for: 32 octets, or 51 with the DigestInfo around it. Undefined for anything else. */
export function digestIn(octets: Uint8Array): Uint8Array | undefined {
  if (octets.length === HASH_LENGTH) return octets;
  const start = DIGEST_INFO.length;
  const fits = octets.length === start + HASH_LENGTH && equal(octets.subarray(0, start), DIGEST_INFO);
  return fits ? octets.subarray(start) : undefined;
}

/**
 * In which form the key signed this digest; undefined if in neither. The whole padded block is compared with the one that
 * there must be (RFC 8017 8.2.2), nothing of it is read: there is no room for garbage.
 */
export function signedForm(
  key: PublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): SignedForm | undefined {
  const length = key.bits / 8;
  if (signature.length !== length) return undefined;
  const block = publicOperation(key, signature);
  if (block === undefined) return undefined;
  const forms = { 'digest-info': concat(DIGEST_INFO, digest), 'bare-hash': digest };
  return DIVERGENCES.signedForms.value.find((form) => equal(block, padded(forms[form], length)));
}

/** EMSA-PKCS1-v1_5 (RFC 8017 9.2): 00 01 FF … 00 T. */
function padded(content: Uint8Array, length: number): Uint8Array {
  const block = new Uint8Array(length).fill(0xff);
  block.set([0, 1]);
  block[length - content.length - 1] = 0;
  block.set(content, length - content.length);
  return block;
}

function publicOperation({ keyObject }: PublicKey, signature: Uint8Array): Uint8Array | undefined {
  try {
    return publicDecrypt({ key: keyObject, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined; // a number that is not below the modulus
  }
}
