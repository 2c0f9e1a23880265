import { type Certificate, checkCrl, checkOcsp, type Report } from '@kazasu/pki/login';
import type { CertificateStatus } from '../api/sign.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Revocation } from './revocation.ts';
import { findSignatureEvidence, rememberList } from './revocation-evidence.ts';

type StatusDeps = Pick<ProviderDeps, 'authority' | 'trust' | 'clock' | 'log'>;

/**
 * What became of a signature certificate that was judged by everything else, for a government client, learnt in the way that the
 * client has asked for and in no other. It is told, whatever it is: judging it is the client's. What cannot be learnt is `unknown`.
 */
export async function certificateStatus(
  deps: StatusDeps,
  certificate: Certificate,
  method: Revocation,
): Promise<CertificateStatus> {
  const checked_at = Math.floor(deps.clock.now() / 1000);
  return { status: statusOf(await ask(deps, certificate, method)), check_method: method, checked_at };
}

async function ask(
  deps: StatusDeps,
  certificate: Certificate,
  method: Revocation,
): Promise<Report | undefined> {
  const issuer = deps.trust.signatureAnchors.find(({ keyId }) => keyId === certificate.issuerKeyId);
  if (issuer === undefined) return undefined;
  const evidence = await findSignatureEvidence(deps, certificate, method);
  const subject = { certificate, issuer, time: deps.clock.now() };
  if (evidence.kind === 'ocsp') {
    return checkOcsp({ ...subject, response: evidence.response, nonce: evidence.nonce });
  }
  if (evidence.kind !== 'crl') return undefined;
  const { crl, knownCrlNumbers } = evidence;
  const report = checkCrl({ ...subject, crl, ...(knownCrlNumbers && { knownCrlNumbers }) });
  rememberList(deps, certificate, evidence, report);
  return report;
}

/** Good only where every check passed. */
function statusOf(report: Report | undefined): CertificateStatus['status'] {
  if (report === undefined) return 'unknown';
  if (report.verdict === 'valid') return 'good';
  const status = report.checks.find(({ id }) => id === 'revocation.status');
  if (status?.status !== 'failed') return 'unknown';
  return status.reason === 'on-hold' ? 'on_hold' : 'revoked';
}
