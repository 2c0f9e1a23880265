import {
  type CertificateFinding,
  conclude,
  cryptographicVerification,
  type DocumentSession,
  type Finding,
  formatChecking,
  identifySigner,
  isSelfContained,
  type Material,
  type MaterialInput,
  type Outcome,
  openDocument,
  outcomeOf,
  type SignatureFacts,
  type StatusAnswer,
  signatureAcceptance,
  supportOf,
  unfinished,
  validateCertificate,
  verdictOf,
} from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import { contentOf, signerFacts } from '../cms/index.ts';
import { hash } from '../crypto.ts';
import { certificateEvidence, type Evidence } from '../evidence.ts';
import { withHidden } from '../hidden.ts';
import { TIMESTAMP_UNIT_PROFILE } from '../profile/index.ts';
import { failed, passed } from '../rule.ts';
import { checkAuthority, checkImprint, checkRequest, checkTime } from './check-info.ts';
import type { TimestampOptions, TimestampReport } from './options.ts';
import { TIMESTAMP_FORM, TIMESTAMP_SIGNER } from './rules.ts';
import { readToken, type TimestampToken } from './token.ts';

/**
 * Judges a time-stamp token (RFC 3161; ETSI EN 319 102-1 5.4): one time-stamp unit signed it over these octets, its
 * certificate is for that alone, was valid at the time of the token and is valid and not revoked now. `document` is
 * what stands around the token and may help, `session` that of the document. Does not throw for what the token contains.
 */
export function judgeTimestamp(
  der: Uint8Array,
  options: TimestampOptions,
  document: MaterialInput = {},
  session: DocumentSession = openDocument(options),
): TimestampReport {
  const token = readToken(der);
  if ('id' in token) return reportOf(options, [{ checks: [token] }], outcomeOf('FORMAT_FAILURE'));
  const [signer, ...others] = token.signedData.signers;
  if (signer === undefined || others.length > 0) {
    const check = failed(TIMESTAMP_SIGNER, signer === undefined ? 'none' : 'several');
    return reportOf(
      options,
      [{ checks: [passed(TIMESTAMP_FORM), check] }],
      outcomeOf('FORMAT_FAILURE'),
      token,
    );
  }
  const { certificates: pool } = session.reader.materialOf(document);
  const facts = signerFacts(token.signedData, signer, contentOf(token.content), pool);
  const material = session.reader.materialOf({
    certificates: [...facts.certificates, ...(document.certificates ?? [])],
    crls: [...facts.crls, ...(document.crls ?? [])],
    ocspResponses: [...facts.ocspResponses, ...(document.ocspResponses ?? [])],
  });
  return judgeSigner({ der, token, facts, material, options, session });
}

interface TokenQuestion {
  readonly der: Uint8Array;
  readonly token: TimestampToken;
  readonly facts: SignatureFacts;
  readonly material: Material;
  readonly options: TimestampOptions;
  readonly session: DocumentSession;
}

function judgeSigner(question: TokenQuestion): TimestampReport {
  const { der, token, facts, material, options, session } = question;
  const { info } = token;
  const unit = identifySigner(facts);
  const basic: Finding[] = [
    { checks: [passed(TIMESTAMP_FORM)] },
    formatChecking(facts),
    referenceRequired(facts),
    unit,
    checkImprint(info, options, session),
    checkRequest(info, options),
    cryptographicVerification(facts, unit.certificate, session.ledger),
  ];
  const { certificate } = unit;
  if (certificate === undefined) return reportOf(options, basic, conclude(basic), token);
  const path = judgeUnit(certificate, question);
  const findings = [
    ...basic,
    checkAuthority(info, certificate),
    checkTime(info, options.time, path.chain),
    path,
    signatureAcceptance(facts, certificate, path.chain),
    unfinished(session.ledger),
  ];
  const evidence = evidenceOf(der, { token, certificate, path });
  const report = {
    ...reportOf(options, findings, conclude(findings), token),
    evidence,
    selfContained: isSelfContained(path, material),
  };
  return withHidden(report, { support: () => supportOf(material, evidence) });
}

/** RFC 3161 section 2.4.2, RFC 5816 section 2.2.1: the reference to the certificate is a must. */
function referenceRequired({ certificateReferences }: SignatureFacts): Finding {
  return certificateReferences.length > 0
    ? { checks: [passed(TIMESTAMP_SIGNER)] }
    : { checks: [failed(TIMESTAMP_SIGNER, 'no-reference')], fault: 'FORMAT_FAILURE' };
}

/**
 * The unit's certificate is judged for the present, not for its own word about the time: whoever has a unit's key
 * writes any time that suits him.
 */
function judgeUnit(
  certificate: Certificate,
  { token, material, options, session }: TokenQuestion,
): CertificateFinding {
  const question = {
    certificate,
    anchors: session.anchors(options.anchors),
    material,
    at: options.time,
    now: options.time,
    proven: false,
    profile: TIMESTAMP_UNIT_PROFILE,
    revocation: options.revocation ?? 'required',
    freshness: 'current' as const,
    forgives: (status: StatusAnswer) => forgives(status, token.info.genTime),
  };
  return validateCertificate(question, session.ledger);
}

/** RFC 3161 section 4 (1): a unit that was retired in good order leaves its tokens alone. */
const GOOD_ORDER: readonly string[] = ['affiliationChanged', 'superseded', 'cessationOfOperation'];

function forgives({ reason = '', revokedAt = 0 }: StatusAnswer, genTime: number): boolean {
  return GOOD_ORDER.includes(reason) && revokedAt > genTime;
}

interface Judged {
  readonly token: TimestampToken;
  readonly certificate: Certificate;
  readonly path: CertificateFinding;
}

/** A unit is nobody's person: unlike that of a subject, the end of its certificate is told. By then its tokens must be renewed. */
function evidenceOf(der: Uint8Array, { token, certificate, path }: Judged): Evidence[] {
  const { genTime, serial } = token.info;
  return [
    { kind: 'timestamp', sha256: hash('sha256', der, 'hex'), genTime, serial },
    ...path.evidence.map((one) =>
      one.kind === 'certificate' && one.role === 'subject'
        ? certificateEvidence(certificate, 'time-stamp-unit')
        : one,
    ),
  ];
}

function reportOf(
  { time }: TimestampOptions,
  findings: readonly Finding[],
  outcome: Outcome,
  token?: TimestampToken,
): TimestampReport {
  const { genTime, accuracy, policy, serial } = token?.info ?? {};
  return {
    verdict: verdictOf(outcome),
    time,
    checks: findings.flatMap(({ checks }) => checks),
    ...outcome,
    ...(genTime !== undefined && { genTime }),
    ...(accuracy !== undefined && { accuracy }),
    ...(policy !== undefined && { policy }),
    ...(serial !== undefined && { serial }),
    selfContained: false,
  };
}
