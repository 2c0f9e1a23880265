import {
  type Certificate,
  type Check,
  checkCrl,
  checkOcsp,
  decisiveCheck,
  findEntryOf,
  isParseError,
  parseOcspResponse,
  type Report,
  reportOf,
} from '@kazasu/pki';
import type { VerifierDeps } from '../deps.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import { type Asked, askAuthority, believeNumbers, type RevocationMethod } from '../judge/index.ts';
import { issuerOf } from './certificate.ts';
import type { KnownCertificate } from './certificate-data.ts';

export const STATUSES = ['good', 'revoked', 'on-hold', 'expired', 'unknown'] as const;
export type StatusWord = (typeof STATUSES)[number];

/** What became of a certificate, as of now. */
export interface StatusFound {
  readonly status: StatusWord;
  /** Of a revoked one, milliseconds since 1970, and the CRLReason's name. */
  readonly revokedAt?: number;
  readonly reason?: string;
  /** When the source was made. */
  readonly updatedAt?: number;
  readonly report: Report;
  readonly objects: readonly EvidenceObject[];
}

export type StatusDeps = Pick<VerifierDeps, 'authority' | 'trust' | 'clock' | 'log' | 'store'>;

/** Asks the authority and judges its answer. Throws a VerifierError while the authority is away. */
export async function statusOf(
  deps: StatusDeps,
  known: KnownCertificate,
  method: RevocationMethod,
  ask = askAuthority,
): Promise<StatusFound> {
  const time = deps.clock.now();
  const { certificate, dated } = known;
  const issuer = issuerOf(deps, certificate.issuerKeyId);
  if (issuer === undefined) return { status: 'unknown', report: reportOf(time, []), objects: [] };
  if (dated && time > certificate.notAfter + 999) {
    return { status: 'expired', report: reportOf(time, [EXPIRED]), objects: [] };
  }
  const asked = await ask(deps, certificate, issuer, method);
  const found = judged(deps, certificate, issuer, asked, time);
  if (isList(found.report)) await believeNumbers(deps, { ...found.report, verdict: 'valid' });
  const objects = [...asked.objects, { type: 'certificate' as const, octets: issuer.encoded }];
  return { ...found, ...wordOf(found.report, found.entry), objects };
}

/** Whose day is over is said without asking anybody. */
const EXPIRED: Check = {
  id: 'path.validity',
  status: 'failed',
  reason: 'expired',
  citation: 'RFC 5280 6.1.3 (a)(2)',
};

interface Judged {
  readonly report: Report;
  readonly updatedAt?: number;
  readonly entry?: { readonly revokedAt: number; readonly reason: string };
}

function judged(
  { authority }: StatusDeps,
  certificate: Certificate,
  issuer: Certificate,
  asked: Asked,
  time: number,
): Judged {
  const subject = { certificate, issuer, time };
  if (asked.method === 'ocsp') {
    const { response, nonce } = asked;
    const report = checkOcsp({ ...subject, response, nonce });
    return { report, ...ocspFacts(response) };
  }
  const { crl } = asked;
  const report = checkCrl({
    ...subject,
    crl,
    knownCrlNumbers: (series) => authority.crlNumbers.highest(series, ''),
  });
  if (crl === undefined || crl instanceof Uint8Array) return { report };
  const entry = statusCheckOf(report)?.status === 'failed' ? findEntryOf(crl, certificate) : undefined;
  return { report, updatedAt: crl.thisUpdate, ...(entry && { entry }) };
}

/** The list kept every rule, whatever it says: from now on an older one of its series is no evidence. */
function isList({ checks }: Report): boolean {
  const lists = checks.filter(({ id }) => id.startsWith('revocation.crl.'));
  return lists.length > 0 && lists.every(({ status }) => status === 'passed');
}

function statusCheckOf({ checks }: Report): Check | undefined {
  return checks.find(({ id }) => id === 'revocation.status');
}

function wordOf(report: Report, entry: Judged['entry']): Omit<StatusFound, 'report' | 'objects'> {
  const check = statusCheckOf(report);
  if (check?.status === 'passed' && report.verdict === 'valid') return { status: 'good' };
  if (check?.status !== 'failed') return { status: 'unknown' };
  const status = check.reason === 'on-hold' ? 'on-hold' : 'revoked';
  const reason = entry?.reason ?? String(check.facts?.reason ?? 'unspecified');
  return { status, reason, ...(entry && { revokedAt: entry.revokedAt }) };
}

/** Believed no more than the report says: it is asked first. */
function ocspFacts(response: Uint8Array | undefined): Omit<Judged, 'report'> {
  try {
    const answer = response && parseOcspResponse(response);
    if (answer === undefined || !('answers' in answer)) return {};
    const [single] = answer.answers;
    const revoked = single?.status.kind === 'revoked' ? single.status : undefined;
    return {
      ...(single && { updatedAt: single.thisUpdate }),
      ...(revoked && { entry: { revokedAt: revoked.at, reason: revoked.reason } }),
    };
  } catch (error) {
    if (isParseError(error)) return {};
    throw error;
  }
}

/** Why it is not known, by the rule that could not be met; undefined where there is an answer. */
export function reasonOf({ status, report }: StatusFound): string | undefined {
  const check = status === 'unknown' ? decisiveCheck(report) : undefined;
  return check && `${check.id} ${check.reason ?? ''}`.trim();
}
