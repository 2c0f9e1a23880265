import {
  type CertificateFinding,
  conclude,
  cryptographicVerification,
  type DocumentSession,
  distinct,
  type Finding,
  formatChecking,
  identifySigner,
  isSelfContained,
  type Material,
  type Outcome,
  outcomeOf,
  type SignatureFacts,
  type SignatureLevel,
  type SignatureOptions,
  type SignatureReport,
  signatureAcceptance,
  supportOf,
  unfinished,
  validateCertificate,
  validationContext,
  verdictOf,
} from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { certificateEvidence, type Evidence } from '../evidence.ts';
import { withHidden } from '../hidden.ts';
import { defineRule, passed, skipped } from '../rule.ts';
import { bestSignatureTime, type TimeFinding } from './time-stamp.ts';

export const ADES_BEST_TIME = defineRule({
  id: 'ades.best-signature-time',
  citation: 'ETSI EN 319 102-1 5.5',
  title: {
    en: 'the time by which the signature is known to have existed: of a time-stamp, or else the present',
    ja: '署名の存在が確認できる時刻（タイムスタンプの時刻、なければ検証の時点）',
  },
  reasons: {},
});

export const ADES_LONG_TERM = defineRule({
  id: 'ades.long-term',
  citation: 'ETSI EN 319 102-1 5.6; ETSI EN 319 122-1 6; ETSI EN 319 132-1 6; ETSI EN 319 142-1 6',
  title: {
    en: 'the document itself holds the certificates, CRLs and OCSP answers that it was judged by',
    ja: '検証に用いた証明書と失効情報が文書自体に含まれていること',
  },
  reasons: {},
});

/**
 * Judges one signature by the process of ETSI EN 319 102-1: basic signature (5.3), with time (5.5), with long-term
 * validation data (5.6, without archive time-stamps). Never throws: a fault of our own leaves it indeterminate. All
 * signatures of a document share one session (`openDocument`), so that a heap of them costs no more than one.
 */
export function judgeSignature(
  facts: SignatureFacts,
  options: SignatureOptions,
  session: DocumentSession,
): SignatureReport {
  try {
    return judge(facts, options, session);
  } catch {
    const finding: Finding = { checks: [INTERNAL_FAULT] };
    return reportFrom(facts, options, [finding], { indication: 'INDETERMINATE' });
  }
}

function judge(facts: SignatureFacts, options: SignatureOptions, session: DocumentSession): SignatureReport {
  const format = formatChecking(facts);
  if (format.fault !== undefined) return reportFrom(facts, options, [format], outcomeOf(format.fault));
  const signer = identifySigner(facts);
  const context = validationContext(facts, options);
  const cryptography = cryptographicVerification(facts, signer.certificate, session.ledger);
  const basic = [format, signer, context, cryptography];
  const { certificate } = signer;
  if (certificate === undefined) return reportFrom(facts, options, basic, conclude(basic));
  const time = bestSignatureTime(facts, options, session);
  const material = session.reader.materialOf(facts);
  const path = judgeCertificate(certificate, material, time, options, session);
  const acceptance = signatureAcceptance(facts, certificate, path.chain);
  const findings = [...basic, path, acceptance, time, unfinished(session.ledger)].map((finding) =>
    proved(finding, time),
  );
  const outcome = conclude(findings);
  const level = levelOf(time, path, material);
  const closing: Finding = {
    checks: [
      passed(ADES_BEST_TIME, { time: time.best, proven: time.proven ? 'time-stamp' : 'present' }),
      level === 'LT' ? passed(ADES_LONG_TERM) : skipped(ADES_LONG_TERM),
    ],
  };
  const report: SignatureReport = {
    ...reportFrom(facts, options, [...findings, closing], outcome),
    evidence: evidenceOf(certificate, path, time),
    level,
    bestSignatureTime: time.best,
  };
  const support = () =>
    distinct([
      ...supportOf(material, path.evidence),
      ...time.reports.flatMap((stamp) => stamp.support?.() ?? []),
    ]);
  return withHidden(report, {
    certificate: certificate.encoded,
    signed: facts.signed?.(),
    support,
    timestamps: () => time.believed,
  });
}

function judgeCertificate(
  certificate: Certificate,
  material: Material,
  time: TimeFinding,
  options: SignatureOptions,
  session: DocumentSession,
): CertificateFinding {
  const question = {
    certificate,
    anchors: session.anchors(options.anchors),
    material,
    at: time.best,
    now: options.time,
    proven: time.proven,
    notBefore: time.notBefore,
    profile: options.profile,
    revocation: options.revocation ?? 'required',
    freshness: options.revocationFreshness ?? 'current',
  };
  return validateCertificate(question, session.ledger);
}

/** Table 6: what is too weak is told apart by whether a proof of existence could still help. */
function proved(finding: Finding, { proven }: TimeFinding): Finding {
  const open = finding.fault === 'CRYPTO_CONSTRAINTS_FAILURE' && !proven;
  return open ? { ...finding, fault: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' } : finding;
}

function levelOf(time: TimeFinding, path: CertificateFinding, material: Material): SignatureLevel {
  const [stamp] = time.reports;
  if (!time.proven || stamp === undefined) return 'B';
  return stamp.selfContained && isSelfContained(path, material) ? 'LT' : 'T';
}

function evidenceOf(certificate: Certificate, path: CertificateFinding, time: TimeFinding): Evidence[] {
  const all = [...path.evidence, ...time.reports.flatMap(({ evidence = [] }) => evidence)];
  const named = all.some(({ kind }) => kind === 'certificate')
    ? []
    : [certificateEvidence(certificate, 'subject')];
  return [...named, ...all];
}

function reportFrom(
  { format, claimedTime }: SignatureFacts,
  { time }: SignatureOptions,
  findings: readonly Finding[],
  outcome: Outcome,
): SignatureReport {
  return {
    verdict: verdictOf(outcome),
    time,
    checks: findings.flatMap(({ checks }) => checks),
    format,
    ...outcome,
    level: 'B',
    ...(claimedTime !== undefined && { claimedTime }),
    bestSignatureTime: time,
  };
}
