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
