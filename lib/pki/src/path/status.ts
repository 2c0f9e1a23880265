import type { Certificate } from '../certificate.ts';
import type { Evidence } from '../evidence.ts';
import { OCSP_NO_CHECK } from '../extension/index.ts';
import type { Check } from '../report.ts';
import { type JudgeSigner, revocationChecks, type SignerJudgement } from '../revocation/index.ts';
import { crlsAbout } from './crl-shelf.ts';
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

type Subject = Pick<KnownStatus, 'certificate' | 'issuer' | 'anchor' | 'time'>;

function statusOf(subject: Subject, session: Session, judge: JudgeNested): ChainStatus {
  const { certificate, issuer, anchor, time } = subject;
  const known = session.known.find(
    (one) =>
      one.certificate === certificate && one.issuer === issuer && one.anchor === anchor && one.time === time,
  );
  if (known !== undefined) return known;
  const outermost = session.open.size === 0;
  session.open.add(certificate);
  const { knownCrlNumbers, ocspResponses } = session;
  const { checks, evidence } = revocationChecks({
    certificate,
    issuer,
    crls: crlsAbout(certificate, session.crls),
    ocspResponses,
    time,
    pool: session.intermediates,
    judgeSigner: signerJudge(anchor, session, judge),
    ...(knownCrlNumbers && { knownCrlNumbers }),
  });
  session.open.delete(certificate);
  // An answer found inside another question may lack what that one shuts out: not kept.
  if (outermost) session.known.push({ ...subject, checks, evidence });
  return { checks, evidence };
}

/** RFC 5280 6.3.3 (f): to the same anchor, and not revoked either; RFC 6960 4.2.2.2.1: unless a responder needs no check. */
function signerJudge(anchor: Certificate, session: Session, judge: JudgeNested): JudgeSigner {
  return (certificate, at, role) => {
    if (isSameCertificate(certificate, anchor)) {
      return { verdict: isInTime(anchor, at) ? 'valid' : 'invalid', chain: [anchor] };
    }
    const inCircle = [...session.open].some((open) => isSameCertificate(open, certificate));
    if (inCircle || session.open.size > NESTING_MAX) return { verdict: 'indeterminate' };
    const exempt = role === 'ocsp-responder' && certificate.extensions.has(OCSP_NO_CHECK.oid);
    return judge(
      { leaf: certificate, anchors: [anchor], time: at, demands: {}, revocation: !exempt },
      session,
    );
  };
}
