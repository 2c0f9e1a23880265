import { type Certificate, endOfSecond } from '../../certificate.ts';
import type { Evidence } from '../../evidence.ts';
import {
  judgeWithin,
  type Ledger,
  openSession,
  type Read,
  type Session,
  type StatusSubject,
  statusWithin,
} from '../../path/index.ts';
import type { Profile } from '../../profile/index.ts';
import type { Check } from '../../report.ts';
import type { JudgeSigner } from '../../revocation/index.ts';
import { failed, passed, skipped, undetermined } from '../../rule.ts';
import type { Finding } from '../outcome.ts';
import type { SubIndication } from '../report.ts';
import type { Material } from './material.ts';
import { pathFault } from './path-fault.ts';
import { ADES_REVOCATION } from './rules.ts';
import { type StatusAnswer, statusAt } from './status.ts';

export interface CertificateQuestion {
  readonly certificate: Certificate;
  readonly anchors: readonly Read[];
  readonly material: Material;
  /** The time that the certificate is judged for: the earliest at which the signature is known to have existed. */
  readonly at: number;
  /** The time of the judgement; evidence from later does not count. */
  readonly now: number;
  /** `at` is proved by a time-stamp, not merely the present. */
  readonly proven: boolean;
  /** A time before which the signature is proved not to have existed (a content time-stamp). */
  readonly notBefore?: number | undefined;
  readonly profile?: Profile | undefined;
  readonly revocation: 'required' | 'none';
  readonly freshness: 'current' | 'issued-after';
  /** Whether what the certificate signed outlives this revocation. */
  readonly forgives?: (revocation: StatusAnswer) => boolean;
}

export interface CertificateFinding extends Finding {
  /** Leaf first, anchor last; absent if there is none. */
  readonly chain?: readonly Certificate[];
  readonly evidence: readonly Evidence[];
  /** Of the certificates of the chain but the anchor. Empty where revocation was not asked for. */
  readonly statuses: readonly StatusAnswer[];
}

/**
 * X.509 certificate validation (ETSI EN 319 102-1 5.2.6), with revocation freshness (5.2.5), at a proved time. The ledger
 * is that of the document.
 */
export function validateCertificate(question: CertificateQuestion, ledger: Ledger): CertificateFinding {
  const { certificate, anchors, material, at, profile } = question;
  const session = openSession({ intermediates: material.certificates }, ledger, (subject, judgeSigner) => {
    const status = learn(subject, judgeSigner, { question, ledger, freshness: 'current' });
    return { checks: statusChecks({ ...status, checks: [] }, 0), evidence: status.evidence };
  });
  const demands = profile === undefined ? {} : { profile };
  const path = judgeWithin(session, { certificate, anchors, time: at, demands });
  const { chain, checks, evidence } = path;
  const fault = pathFault(path);
  if (chain === undefined) {
    return { checks, fault: settled(fault, undefined, question), evidence, statuses: [] };
  }
  if (question.revocation === 'none') {
    const all = [...checks, skipped(ADES_REVOCATION)];
    return { checks: all, fault: settled(fault, undefined, question), chain, evidence, statuses: [] };
  }
  const statuses = statusesOf(chain, session, question).map((status, position) =>
    position === 0 && status.kind === 'revoked' && question.forgives?.(status) === true
      ? { ...status, kind: 'good' as const }
      : status,
  );
  return {
    checks: [...checks, ...statuses.flatMap((status, position) => statusChecks(status, position))],
    fault: settled(fault, statuses[0], question) ?? statusFault(statuses, question),
    chain,
    evidence: [...evidence, ...statuses.flatMap((status) => status.evidence)],
    statuses,
  };
}

/** The same for the certificates of the path and for whoever signed evidence about them. */
function statusesOf(
  chain: readonly Certificate[],
  session: Session,
  question: CertificateQuestion,
): StatusAnswer[] {
  const { at, freshness } = question;
  const { ledger } = session;
  const anchor = chain[chain.length - 1] as Certificate;
  return chain.slice(0, -1).map((certificate, position) => {
    // The slice leaves a next one for each.
    const subject = { certificate, issuer: chain[position + 1] as Certificate, anchor, time: at };
    return statusWithin(session, subject, (one, judgeSigner) =>
      learn(one, judgeSigner, { question, ledger, freshness }),
    );
  });
}

interface Learning {
  readonly question: CertificateQuestion;
  readonly ledger: Ledger;
  readonly freshness: CertificateQuestion['freshness'];
}

/** Evidence that nobody could afford to look at may have said anything: then nothing is good. */
function learn(
  { certificate, issuer, time }: StatusSubject,
  judgeSigner: JudgeSigner,
  { question: { material, now }, ledger, freshness }: Learning,
): StatusAnswer {
  const asked = { certificate, issuer, material, judgeSigner, ledger, at: time, now, freshness };
  const status = statusAt(asked);
  return status.kind === 'good' && ledger.meter.unverified ? { ...status, kind: 'unknown' } : status;
}

/** The time of a revocation stays out: looked up in the list, it would lead to the person. */
function statusChecks({ kind, reason, checks }: StatusAnswer, position: number): Check[] {
  const facts = { position, ...(reason !== undefined && { reason }) };
  if (kind === 'good') return [...checks, passed(ADES_REVOCATION, facts)];
  if (kind === 'revoked') return [...checks, failed(ADES_REVOCATION, 'revoked', facts)];
  return [...checks, undetermined(ADES_REVOCATION, kind, facts)];
}

/** ETSI EN 319 102-1 5.5.4 (4): a certificate out of its time, by what is proved about the time of the signature. */
function settled(
  fault: SubIndication | 'bounds' | undefined,
  status: StatusAnswer | undefined,
  { certificate, at, proven, notBefore }: CertificateQuestion,
): SubIndication | undefined {
  if (fault !== 'bounds') return fault;
  if (notBefore !== undefined && notBefore > endOfSecond(certificate.notAfter)) return 'EXPIRED';
  if (proven && at < certificate.notBefore) return 'NOT_YET_VALID';
  // Revoked while it was valid says more than that it has run out since.
  if (status?.kind === 'revoked') return undefined;
  return status?.kind === 'good' ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE';
}

function statusFault(
  statuses: readonly StatusAnswer[],
  { notBefore }: CertificateQuestion,
): SubIndication | undefined {
  const [signer, ...authorities] = statuses;
  if (signer?.kind === 'revoked') {
    const { revokedAt = Number.POSITIVE_INFINITY } = signer;
    return notBefore !== undefined && revokedAt <= notBefore ? 'REVOKED' : 'REVOKED_NO_POE';
  }
  if (authorities.some(({ kind }) => kind === 'revoked')) return 'REVOKED_CA_NO_POE';
  return statuses.every(({ kind }) => kind === 'good') ? undefined : 'TRY_LATER';
}
