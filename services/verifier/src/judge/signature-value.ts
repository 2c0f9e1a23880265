import { equal } from '@kazasu/bytes';
import { type DigestForm, digestFormOf, digestInfoOf, type PublicKey } from '@kazasu/pki';
import { DIVERGENCES } from '../divergences.ts';

const HASH_LENGTH = 32;

/** A digest as it was asked for: 32 octets, or 51 with the DigestInfo around it. Undefined for anything else. */
export function digestIn(octets: Uint8Array): Uint8Array | undefined {
  if (octets.length === HASH_LENGTH) return octets;
  if (octets.length < HASH_LENGTH) return undefined;
  const digest = octets.subarray(-HASH_LENGTH);
  return equal(octets, digestInfoOf(digest)) ? digest : undefined;
}

/** In which of the forms that are taken (divergences.ts) the key signed this digest; undefined if in none. */
export function signedForm(
  key: PublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): DigestForm | undefined {
  const form = digestFormOf(key, digest, signature);
  return DIVERGENCES.signedForms.value.find((taken) => taken === form);
}
