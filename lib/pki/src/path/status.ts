import type { Certificate } from '../certificate.ts';
import { JUDGEMENT_COMPLETE } from '../complete.ts';
import type { Evidence } from '../evidence.ts';
import { OCSP_NO_CHECK } from '../extension/index.ts';
import type { Check } from '../report.ts';
import { type JudgeSigner, revocationChecks, type SignerJudgement } from '../revocation/index.ts';
import { undetermined } from '../rule.ts';
import { crlsAbout } from './crl-shelf.ts';
import { allowsEvidence, isSignedBy } from './ledger.ts';
import { isInTime, isSameCertificate, type Question, type Session } from './session.ts';

export interface ChainStatus {
  readonly checks: readonly Check[];
  readonly evidence: readonly Evidence[];
}

/** The answer to one question about one certificate. */
export interface KnownStatus extends ChainStatus {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly anchor: Certificate;
  readonly time: number;
}

/** The certificate whose status is asked for, with the certificate of the key that signed it and the anchor above. */
export type StatusSubject = Pick<KnownStatus, 'certificate' | 'issuer' | 'anchor' | 'time'>;

/** Learns a status; who signed the evidence is judged by `judgeSigner`, in the same session. */
export type LearnStatus = (subject: StatusSubject, judgeSigner: JudgeSigner) => ChainStatus;

/** Judges the path of a signer within the same session. */
export type JudgeNested = (question: Question, session: Session) => SignerJudgement;

/** How deep signers of evidence about signers of evidence are followed; real ones need two. */
const NESTING_MAX = 4;

/** Revocation of every certificate of a chain but the anchor, the leaf first; `position` tells which in the facts. */
export function chainStatus(
  chain: readonly Certificate[],
  time: number,
  session: Session,
  judge: JudgeNested,
): ChainStatus {
  const anchor = chain[chain.length - 1] as Certificate;
  const all = chain.slice(0, -1).map((certificate, position) => {
    // An anchor is trusted as long as it stands in the list of anchors, also where it leads a path to itself.
    if (isSameCertificate(certificate, anchor)) return { checks: [], evidence: [] };
    const issuer = chain[position + 1] as Certificate;
    const { checks, evidence } = statusOf({ certificate, issuer, anchor, time }, session, judge);
    return { checks: checks.map((check) => ({ ...check, facts: { ...check.facts, position } })), evidence };
  });
  return {
    checks: all.flatMap(({ checks }) => checks),
    evidence: all.flatMap(({ evidence }) => evidence),
  };
}

function statusOf(subject: StatusSubject, session: Session, judge: JudgeNested): ChainStatus {
  const { certificate, issuer, anchor, time } = subject;
  const known = session.known.find(
    (one) =>
      one.certificate === certificate && one.issuer === issuer && one.anchor === anchor && one.time === time,
  );
  if (known !== undefined) return known;
  const outermost = session.open.size === 0;
  const learn = session.learn ?? ((one, judgeSigner) => learntFrom(session, one, judgeSigner));
  const { checks, evidence } = askedOpenly(subject, session, judge, learn);
  // What was left unverified may have said that it is revoked.
  const unfinished = session.ledger.meter.unverified ? [undetermined(JUDGEMENT_COMPLETE, 'budget')] : [];
  const status = { checks: [...checks, ...unfinished], evidence };
  // An answer found inside another question may lack what that one shuts out: not kept.
  if (outermost) session.known.push({ ...subject, ...status });
  return status;
}

/** Learns a status while the certificate counts as asked for, so that no evidence that it signed itself counts. */
export function askedOpenly<T>(
  subject: StatusSubject,
  session: Session,
  judge: JudgeNested,
  learn: (subject: StatusSubject, judgeSigner: JudgeSigner) => T,
): T {
  session.open.add(subject.certificate);
  try {
    return learn(subject, signerJudge(subject.anchor, session, judge));
  } finally {
    session.open.delete(subject.certificate);
  }
}

/** From the CRLs and OCSP answers of the session, as they stand at the time. */
function learntFrom(session: Session, subject: StatusSubject, judgeSigner: JudgeSigner): ChainStatus {
  const { certificate, issuer, time } = subject;
  const { knownCrlNumbers, ocspResponses, ledger } = session;
  const crls = crlsAbout(certificate, session.crls);
  if (!allowsEvidence(ledger, crls.length + ocspResponses.length)) return { checks: [], evidence: [] };
  return revocationChecks({
    certificate,
    issuer,
    crls,
    ocspResponses,
    time,
    pool: session.intermediates,
    poolCut: session.intermediatesCut,
    judgeSigner,
    isSigned: (signed, signer) => isSignedBy(signed, signer, ledger),
    ...(knownCrlNumbers && { knownCrlNumbers }),
  });
}

/** RFC 5280 6.3.3 (f): to the same anchor, and not revoked either; RFC 6960 4.2.2.2.1: unless a responder needs no check. */
function signerJudge(anchor: Certificate, session: Session, judge: JudgeNested): JudgeSigner {
  return (certificate, at, role) => {
    if (isSameCertificate(certificate, anchor)) {
      return { verdict: isInTime(anchor, at) ? 'valid' : 'invalid', chain: [anchor] };
    }
    const inCircle = [...session.open].some((open) => isSameCertificate(open, certificate));
    if (inCircle) return { verdict: 'indeterminate' };
    if (session.open.size > NESTING_MAX) return { verdict: 'indeterminate', settled: false };
    const exempt = role === 'ocsp-responder' && certificate.extensions.has(OCSP_NO_CHECK.oid);
    return judge(
      { leaf: certificate, anchors: [anchor], time: at, demands: {}, revocation: !exempt },
      session,
    );
  };
}
