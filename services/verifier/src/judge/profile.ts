import { derOid, toHex } from '@kazasu/bytes';
import { type Certificate, PHONE_SIGNATURE_PROFILE, type Profile, SIGNATURE_PROFILE } from '@kazasu/pki';

const CERTIFICATE_POLICIES = '2.5.29.32';
const PHONE_POLICIES = (PHONE_SIGNATURE_PROFILE.policies ?? []).map((oid) => toHex(derOid(oid)));

/**
 * Card and phone have the same profile under policies of their own, so the policy says which table is asked. Looked for, not
 * read: whoever writes another's policy is judged by that table, whose demands are no less.
 */
export function profileOf({ extensions }: Certificate): Profile {
  const policies = toHex(extensions.get(CERTIFICATE_POLICIES)?.bytes ?? new Uint8Array());
  return PHONE_POLICIES.some((oid) => policies.includes(oid)) ? PHONE_SIGNATURE_PROFILE : SIGNATURE_PROFILE;
}
