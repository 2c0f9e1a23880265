import { type Certificate, extensionOf, parseCertificate } from '../../certificate.ts';
import { PkiError } from '../../error.ts';
import { isSigned } from '../../evidence-signer.ts';
import { CERTIFICATE_POLICIES } from '../../extension/index.ts';
import { sameName } from '../../name.ts';
import { checkProfile, type Profile } from '../../profile/index.ts';
import { checkRequirements } from '../../requirement/index.ts';
import { unfit } from './unfit.ts';

/** `issuer` is the DER of the issuer's certificate; absent: it issues itself, or the issuer's is not at hand. */
export function lintCertificate(
  unsigned: Uint8Array,
  profile: Profile,
  issuer: Uint8Array | undefined,
): void {
  const certificate = parseCertificate(unsigned);
  const subject = { certificate, issuer: issuerOf(certificate, issuer) };
  // A root is judged as what it will be; with an empty signature nothing else shows that it signs itself.
  const isAnchor = subject.issuer === certificate;
  const checks = [
    ...checkProfile(profile, subject),
    ...checkRequirements(certificate, { isAnchor, isSigned }),
  ];
  const fault = checks.find(({ status }) => status === 'failed' || status === 'undetermined');
  if (fault !== undefined) throw unfit(fault.id, fault.reason);
  if (!assertsOneOf(certificate, profile.policies)) throw unfit('path.policy', 'not-asserted');
  if (subject.issuer !== undefined && !livesWithin(certificate, subject.issuer)) {
    throw unfit('path.validity', 'outlives its issuer');
  }
}

function issuerOf(certificate: Certificate, issuer: Uint8Array | undefined): Certificate | undefined {
  if (issuer === undefined)
    return sameName(certificate.issuer, certificate.subject) ? certificate : undefined;
  const parsed = parseCertificate(issuer);
  if (!sameName(parsed.subject, certificate.issuer)) {
    throw new PkiError('pki/lint', 'the issuer bears another name');
  }
  return parsed;
}

function assertsOneOf(certificate: Certificate, policies: readonly string[] | undefined): boolean {
  if (policies === undefined) return true;
  const asserted = extensionOf(certificate, CERTIFICATE_POLICIES) ?? [];
  return asserted.every(({ policy }) => policies.includes(policy)) && asserted.length > 0;
}

function livesWithin(inner: Certificate, outer: Certificate): boolean {
  return inner.notBefore >= outer.notBefore && inner.notAfter <= outer.notAfter;
}
