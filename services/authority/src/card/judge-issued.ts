import {
  cardProfiles,
  decisiveCheck,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  validatePath,
} from '@kazasu/pki';
import type { CaRole } from '@kazasu/pki/issue';
import type { Device } from '../api.ts';
import type { CertificationAuthority } from '../ca/index.ts';
import { AuthorityError } from '../error.ts';

const PHONE: Record<CaRole, Profile> = {
  authentication: PHONE_AUTHENTICATION_PROFILE,
  signature: PHONE_SIGNATURE_PROFILE,
};

/**
 * Judges a certificate as a verifier will, on its first day, before anybody gets it: what would be refused there is not
 * handed out here. Throws `internal`, naming the check that failed.
 */
export function judgeIssued(
  certificate: Uint8Array,
  ca: CertificationAuthority,
  { device, notBefore }: { readonly device: Device; readonly notBefore: number },
): void {
  const profile = (device === 'phone' ? PHONE : cardProfiles(ca.cards))[ca.role];
  const report = validatePath({ certificate, anchors: [ca.certificate], time: notBefore, profile });
  if (report.verdict === 'valid') return;
  const check = decisiveCheck(report);
  throw new AuthorityError(
    'internal',
    `the certificate breaks its own profile: ${check?.id} ${check?.reason}`,
  );
}
