import {
  type Certificate,
  isOfPhone,
  type Profile,
  SIGNATURE_EITHER_PROFILE,
  SIGNATURE_PROFILE,
} from '@kazasu/pki';
import type { VerifierConfig } from '../config.ts';

/** Cards alone, or phones too, whose certificates have the card's profile under a policy of their own. */
export function signerProfile({ phoneCertificates }: Pick<VerifierConfig, 'phoneCertificates'>): Profile {
  return phoneCertificates ? SIGNATURE_EITHER_PROFILE : SIGNATURE_PROFILE;
}

/** Where the key is, by the certificate of a judgement: it must have been found valid. */
export function deviceOf(certificate: Certificate): 'card' | 'phone' {
  return isOfPhone(certificate) ? 'phone' : 'card';
}
