import type { Certificate } from '../certificate.ts';
import type { JudgeSigner } from '../revocation/index.ts';
import { chainEvidence } from './evidence.ts';
import { anchorsCheck, formCheck, isCertificate, type Read } from './input.ts';
import { judgePath, type PathJudgement } from './judge-path.ts';
import type { PathDemands } from './options.ts';
import type { Session } from './session.ts';
import { askedOpenly, type StatusSubject } from './status.ts';

/** A path that is asked for within a session. */
export interface WithinQuestion {
  readonly certificate: Certificate;
  readonly anchors: readonly Read[];
  readonly time: number;
  readonly demands: PathDemands;
}

/**
 * What `validatePath` says of a certificate, in a session that several judgements share and without revocation: who opens
 * a session asks for that himself, by `statusWithin`. Never throws for what the certificates contain.
 */
export function judgeWithin(session: Session, question: WithinQuestion): PathJudgement {
  const { certificate, anchors, time, demands } = question;
  const inputs = [formCheck(certificate), anchorsCheck(anchors)];
  const usable = anchors.filter(isCertificate);
  if (usable.length === 0) return { verdict: 'invalid', checks: inputs, evidence: [] };
  const path = judgePath({ leaf: certificate, anchors: usable, time, demands, revocation: false }, session);
  const evidence = path.chain === undefined ? [] : chainEvidence(path.chain);
  return { ...path, checks: [...inputs, ...path.checks], evidence };
}

/**
 * Asks for a status in the way that the caller has, with what judges the signers of evidence by the rules of a session: to
 * the certificate's own anchor, not revoked themselves, and never vouching for themselves.
 */
export function statusWithin<T>(
  session: Session,
  subject: StatusSubject,
  learn: (subject: StatusSubject, judgeSigner: JudgeSigner) => T,
): T {
  return askedOpenly(subject, session, judgePath, learn);
}
