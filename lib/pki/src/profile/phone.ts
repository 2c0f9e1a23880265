import type { Certificate } from '../certificate.ts';
import { CERTIFICATE_POLICIES, decodedValue } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { AUTHENTICATION_PROFILE } from './authentication.ts';
import { withPolicies } from './profile.ts';
import { SIGNATURE_PROFILE } from './signature.ts';

/**
 * Certificates for a key in a phone (移動端末設備用電子証明書, facts c): the card's tables under policies of their own.
 * The policy for signatures is known from second hand, that for authentication is a guess; both are rows of the
 * authority's divergences.
 */
export const PHONE_AUTHENTICATION_PROFILE = withPolicies(
  AUTHENTICATION_PROFILE,
  [OID.jpkiAuthenticationPhone],
  'user authentication, phone',
);

export const PHONE_SIGNATURE_PROFILE = withPolicies(
  SIGNATURE_PROFILE,
  [OID.jpkiSignaturePhone],
  'digital signature, phone',
);

/** For whoever takes both: one table, under either of the two policies; the table lets a certificate have one policy alone. */
export const AUTHENTICATION_EITHER_PROFILE = withPolicies(
  AUTHENTICATION_PROFILE,
  [OID.jpkiAuthenticationCard, OID.jpkiAuthenticationPhone],
  'user authentication, card or phone',
);

export const SIGNATURE_EITHER_PROFILE = withPolicies(
  SIGNATURE_PROFILE,
  [OID.jpkiSignatureCard, OID.jpkiSignaturePhone],
  'digital signature, card or phone',
);

const OF_PHONES: readonly string[] = [OID.jpkiAuthenticationPhone, OID.jpkiSignaturePhone];

/** Whether a certificate says that its key is in a phone. It may say anything until it has been judged. */
export function isOfPhone({ extensions }: Certificate): boolean {
  const policies = decodedValue(extensions, CERTIFICATE_POLICIES) ?? [];
  return policies.some(({ policy }) => OF_PHONES.includes(policy));
}
