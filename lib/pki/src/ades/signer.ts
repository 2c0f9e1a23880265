import {
  conclude,
  type Indication,
  openDocument,
  SIGNATURE_KINDS,
  type SignatureOptions,
  type SubIndication,
  unfinished,
  validateCertificate,
  verdictOf,
} from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { type OptionKinds, optional, PARSED_CERTIFICATE, requireOptions, TIME } from '../option.ts';
import type { Report } from '../report.ts';

/** What a signer's certificate is judged by. */
export interface SignerOptions
  extends Pick<
    SignatureOptions,
    'anchors' | 'time' | 'profile' | 'intermediates' | 'crls' | 'ocspResponses'
  > {
  readonly certificate: Certificate;
  /** Milliseconds since 1970: when the signature is proved to have existed; without it, for the time of the judgement. */
  readonly provenAt?: number;
}

export interface SignerReport extends Report {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
}

const { anchors, time, profile, intermediates, crls, ocspResponses } = SIGNATURE_KINDS;
const KINDS: OptionKinds<SignerOptions> = {
  anchors,
  time,
  profile,
  intermediates,
  crls,
  ocspResponses,
  certificate: PARSED_CERTIFICATE,
  provenAt: optional(TIME),
};

/**
 * The signer's certificate as the judge of documents sees it (ETSI EN 319 102-1 5.2.6, 5.5), for who kept what it takes without the
 * document: for a proved time the lists of that time or later decide, and what was revoked since was good then. Throws
 * nothing but a TypeError, for an option that is not of its kind.
 */
export function validateSigner(options: SignerOptions): SignerReport {
  requireOptions(options, KINDS);
  const { time: now } = options;
  try {
    return judge(options);
  } catch {
    return { verdict: 'indeterminate', time: now, checks: [INTERNAL_FAULT], indication: 'INDETERMINATE' };
  }
}

function judge({ certificate, provenAt, ...options }: SignerOptions): SignerReport {
  const session = openDocument(options);
  const finding = validateCertificate(
    {
      certificate,
      anchors: session.anchors(options.anchors),
      material: session.reader.materialOf({}),
      at: Math.min(provenAt ?? options.time, options.time),
      now: options.time,
      proven: provenAt !== undefined,
      profile: options.profile,
      revocation: 'required',
      freshness: 'current',
    },
    session.ledger,
  );
  const rest = unfinished(session.ledger);
  const outcome = conclude([finding, rest]);
  const checks = [...finding.checks, ...rest.checks];
  return {
    verdict: verdictOf(outcome),
    time: options.time,
    checks,
    ...outcome,
    evidence: finding.evidence,
  };
}
