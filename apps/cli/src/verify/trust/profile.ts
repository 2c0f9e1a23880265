import {
  AUTHENTICATION_PROFILE,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  SIGNATURE_PROFILE,
} from '@kazasu/pki';
import type { ProfileChoice } from '../choices.ts';

/** What is demanded of the certificate under each name. */
export const PROFILES: { readonly [choice in ProfileChoice]: Profile | undefined } = {
  signature: SIGNATURE_PROFILE,
  authentication: AUTHENTICATION_PROFILE,
  'phone-signature': PHONE_SIGNATURE_PROFILE,
  'phone-authentication': PHONE_AUTHENTICATION_PROFILE,
  none: undefined,
};
