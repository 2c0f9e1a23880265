import {
  AUTHENTICATION_PROFILE,
  decisiveCheck,
  type Profile,
  SIGNATURE_PROFILE,
  validatePath,
} from '@kazasu/pki';
import type { CaRole } from '@kazasu/pki/issue';
import type { CertificationAuthority } from '../ca/index.ts';
import { AuthorityError } from '../error.ts';

const PROFILES: Record<CaRole, Profile> = {
  authentication: AUTHENTICATION_PROFILE,
  signature: SIGNATURE_PROFILE,
};

/**
 * Judges a certificate as a verifier will, on its first day, before anybody gets it: what would be refused there is not
 * handed out here. Throws `internal`, naming the check that failed.
 */
export function lintCertificate(certificate: Uint8Array, ca: CertificationAuthority, issuedAt: number): void {
  const profile = PROFILES[ca.role];
  const report = validatePath({ certificate, anchors: [ca.certificate], time: issuedAt, profile });
  if (report.verdict === 'valid') return;
  const check = decisiveCheck(report);
  throw new AuthorityError(
    'internal',
    `the certificate breaks its own profile: ${check?.id} ${check?.reason}`,
  );
}
