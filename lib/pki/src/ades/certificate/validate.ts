import type { Certificate } from '../../certificate.ts';
import type { Evidence } from '../../evidence.ts';
import { type CertificateInput, validatePath } from '../../path/index.ts';
import type { Profile } from '../../profile/index.ts';
import type { Check } from '../../report.ts';
import { failed, passed, skipped, undetermined } from '../../rule.ts';
import type { Finding } from '../outcome.ts';
import type { SubIndication } from '../report.ts';
import type { Material } from './material.ts';
import { pathFault } from './path-fault.ts';
import { ADES_REVOCATION } from './rules.ts';
import { type StatusAnswer, statusAt } from './status.ts';

export interface CertificateQuestion {
  readonly certificate: Certificate;
  readonly anchors: readonly CertificateInput[];
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

/** X.509 certificate validation (ETSI EN 319 102-1 5.2.6), with revocation freshness (5.2.5), at a proved time. */
export function validateCertificate(question: CertificateQuestion): CertificateFinding {
  const { certificate, anchors, material, at, profile } = question;
  const path = validatePath({
    certificate,
    intermediates: material.certificates,
    anchors,
    time: at,
    ...(profile && { profile }),
  });
  const { chain } = path;
  const pathEvidence = path.evidence ?? [];
  const fault = pathFault(path);
  if (chain === undefined) {
    return {
      checks: path.checks,
      fault: settled(fault, undefined, question),
      evidence: pathEvidence,
      statuses: [],
    };
  }
  if (question.revocation === 'none') {
    const checks = [...path.checks, skipped(ADES_REVOCATION)];
    return {
      checks,
      fault: settled(fault, undefined, question),
      chain,
      evidence: pathEvidence,
      statuses: [],
    };
  }
  const statuses = statusesOf(chain, question).map((status, position) =>
    position === 0 && status.kind === 'revoked' && question.forgives?.(status) === true
      ? { ...status, kind: 'good' as const }
      : status,
  );
  return {
    checks: [...path.checks, ...statuses.flatMap((status, position) => statusChecks(status, position))],
    fault: settled(fault, statuses[0], question) ?? statusFault(statuses, question),
    chain,
    evidence: [...pathEvidence, ...statuses.flatMap(({ evidence }) => evidence)],
    statuses,
  };
}

function statusesOf(chain: readonly Certificate[], question: CertificateQuestion): StatusAnswer[] {
  const { material, at, now, freshness } = question;
  const anchor = chain[chain.length - 1];
  const judgeSigner = (certificate: Certificate, time: number) =>
    validatePath({
      certificate,
      intermediates: material.certificates,
      anchors: anchor === undefined ? [] : [anchor],
      time,
    });
  return chain.slice(0, -1).map((certificate, position) =>
    statusAt({
      certificate,
      // The slice leaves a next one for each.
      issuer: chain[position + 1] as Certificate,
      sources: material.sources,
      pool: material.certificates,
      judgeSigner,
      at,
      now,
      freshness,
    }),
  );
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
  if (notBefore !== undefined && notBefore > certificate.notAfter + 999) return 'EXPIRED';
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
