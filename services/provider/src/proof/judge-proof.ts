import type { CertificateId } from '@kazasu/authority/api';
import { BytesError, fromBase64url } from '@kazasu/bytes';
import {
  AUTHENTICATION_EITHER_PROFILE,
  AUTHENTICATION_PROFILE,
  judgeAuthentication,
  type Report,
  reportOf,
} from '@kazasu/pki/login';
import type { CardProof, Challenge } from '../api/app.ts';
import { challengeMessage, chipMessage } from '../api/challenge.ts';
import { itemProofOf } from '../api/proved-items.ts';
import type { SecretItems } from '../consent/index.ts';
import { createHash } from '../crypto.ts';
import type { ProviderDeps } from '../deps.ts';
import { type FailureCode, failureOf } from './failure.ts';
import { judgeItems } from './judge-items.ts';
import { keepableReport } from './keepable-report.ts';
import type { Revocation } from './revocation.ts';
import { findEvidence, NO_EVIDENCE, rememberList } from './revocation-evidence.ts';
import { type SeenCertificate, seenCertificate } from './seen-certificate.ts';

export interface ProofInput {
  /** From the stored record, never from the app. */
  readonly challenge: Challenge;
  /** What the card signs, where it is not a login that is proved: made of the same challenge in a context of its own. */
  readonly message?: Uint8Array;
  readonly revocation: Revocation;
  /** A key in a phone will not do, whatever the operator allows: it was given to that phone by the card that is asked for. */
  readonly cardOnly?: boolean;
  readonly proof: CardProof;
}

export interface AcceptedProof {
  readonly kind: 'accepted';
  readonly report: Report;
  readonly certificate: CertificateId;
  readonly seen: SeenCertificate;
  /** All four, if the app sent them; what was not asked for must not be kept. */
  readonly items?: Required<SecretItems>;
}

export interface RefusedProof {
  readonly kind: 'refused';
  readonly code: FailureCode;
  /** Undefined for a proof that could not even be decoded. */
  readonly report: Report | undefined;
}

type ProofDeps = Pick<ProviderDeps, 'config' | 'authority' | 'trust' | 'clock' | 'log'>;

/**
 * Judges what the card said: signature over the challenge, path, profile, validity, items, revocation. The authority
 * is asked last and only about a certificate that stands every other test, so that nobody can make us ask about
 * certificates that were never issued. Reports hold nothing that tells who it was.
 */
export async function judgeProof(deps: ProofDeps, input: ProofInput): Promise<AcceptedProof | RefusedProof> {
  const decoded = decode(input.proof);
  if (decoded === undefined) return { kind: 'refused', code: 'proof_invalid', report: undefined };
  const { certificate, signature, shown } = decoded;
  const time = deps.clock.now();
  const signed = input.message ?? challengeMessage(input.challenge);
  const claim = { certificate, signature, message: signed, time };
  const phones = deps.config.phoneCertificates && input.cardOnly !== true;
  const profile = phones ? AUTHENTICATION_EITHER_PROFILE : AUTHENTICATION_PROFILE;
  const judge = { ...claim, profile, anchors: deps.trust.anchors };
  const message = chipMessage(input.challenge, createHash('sha256').update(certificate).digest());
  const trusted = deps.trust.cardIssuerKeys;
  const items = shown === undefined ? undefined : await judgeItems(shown, { message, trusted, time });

  const first = judgeAuthentication({ ...judge, revocation: NO_EVIDENCE });
  const before = joined(first.report, items?.report);
  if (before.verdict === 'invalid' || first.certificate === undefined) return refused(before);

  const revocation = await findEvidence(deps, first.certificate, input.revocation);
  const second = judgeAuthentication({ ...judge, certificate: first.certificate, revocation });
  rememberList(deps, first.certificate, revocation, second.report);
  const report = joined(second.report, items?.report);
  const { issuerKeyId, serial } = second;
  if (report.verdict !== 'valid' || issuerKeyId === undefined || serial === undefined) return refused(report);
  return {
    kind: 'accepted',
    report: keepableReport(report),
    certificate: { issuerKeyId, serial },
    seen: seenCertificate('authentication', first.certificate, time),
    ...(items?.items === undefined ? {} : { items: items.items }),
  };
}

function refused(report: Report): RefusedProof {
  return {
    kind: 'refused',
    code: failureOf(report) ?? 'certificate_invalid',
    report: keepableReport(report),
  };
}

function joined(authentication: Report, items: Report | undefined): Report {
  return reportOf(authentication.time, [...authentication.checks, ...(items?.checks ?? [])]);
}

function decode(proof: CardProof) {
  try {
    return {
      certificate: fromBase64url(proof.certificate),
      signature: fromBase64url(proof.signature),
      shown: proof.items === undefined ? undefined : itemProofOf(proof.items),
    };
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}
