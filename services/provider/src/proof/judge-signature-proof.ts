import type { CertificateId } from '@kazasu/authority/api';
import { BytesError, fromBase64url } from '@kazasu/bytes';
import {
  type Certificate,
  judgeAuthentication,
  type Report,
  reportOf,
  SIGNATURE_EITHER_PROFILE,
  SIGNATURE_PROFILE,
} from '@kazasu/pki/login';
import type { Challenge, SignatureProof } from '../api/app.ts';
import { chipMessage, possessionOctets, signingMessage } from '../api/challenge.ts';
import { itemProofOf } from '../api/proved-items.ts';
import type { SecretItems } from '../consent/index.ts';
import { createHash } from '../crypto.ts';
import type { ProviderDeps } from '../deps.ts';
import { failureOf } from './failure.ts';
import { judgeItems } from './judge-items.ts';
import type { RefusedProof } from './judge-proof.ts';
import { keepableReport } from './keepable-report.ts';
import { type SeenCertificate, seenCertificate } from './seen-certificate.ts';

export interface SignatureProofInput {
  /** From the stored record, never from the app, as are the inputs. */
  readonly challenge: Challenge;
  readonly inputs: readonly Uint8Array[];
  readonly proof: SignatureProof;
}

export interface AcceptedSignature {
  readonly kind: 'accepted';
  readonly report: Report;
  readonly certificate: CertificateId;
  /** The certificate itself, which names the person: for the result, and for nothing else. */
  readonly read: Certificate;
  readonly seen: SeenCertificate;
  /** All four, if the app sent them; what was not asked for must not be kept. */
  readonly items?: Required<SecretItems>;
}

/**
 * Judges that a signature key was at hand and whose certificate it has: the signature over the signing message, in a form that
 * no document can have, path to a signature authority, profile, period, and the items beside it. Neither revocation, which is
 * the platform operator's to ask or is told the client, nor the signatures over the documents: the real service judges them no
 * more (wire facts 5.4). Of those only the form is looked at, since the key and its length are known.
 */
export async function judgeSignatureProof(
  { config, trust, clock }: Pick<ProviderDeps, 'config' | 'trust' | 'clock'>,
  { challenge, inputs, proof }: SignatureProofInput,
): Promise<AcceptedSignature | RefusedProof> {
  const decoded = decode(proof);
  if (decoded === undefined) return { kind: 'refused', code: 'proof_invalid', report: undefined };
  const { certificate, signature, shown } = decoded;
  const time = clock.now();
  const judged = judgeAuthentication({
    certificate,
    signature,
    message: possessionOctets(sha256(signingMessage(challenge, inputs))),
    signed: 'octets',
    anchors: trust.signatureAnchors,
    profile: config.phoneCertificates ? SIGNATURE_EITHER_PROFILE : SIGNATURE_PROFILE,
    time,
    revocation: { kind: 'none' },
  });
  const message = chipMessage(challenge, sha256(certificate));
  const items =
    shown === undefined
      ? undefined
      : await judgeItems(shown, { message, trusted: trust.cardIssuerKeys, time });
  const report = reportOf(time, [...judged.report.checks, ...(items?.report.checks ?? [])]);
  const read = judged.certificate;
  if (report.verdict !== 'valid' || read?.issuerKeyId === undefined) return refused(report);
  return {
    kind: 'accepted',
    report: keepableReport(report),
    certificate: { issuerKeyId: read.issuerKeyId, serial: read.serial },
    read,
    seen: seenCertificate('signature', read, time),
    ...(items?.items === undefined ? {} : { items: items.items }),
  };
}

function sha256(octets: Uint8Array): Uint8Array {
  return createHash('sha256').update(octets).digest();
}

function refused(report: Report): RefusedProof {
  return {
    kind: 'refused',
    code: failureOf(report) ?? 'certificate_invalid',
    report: keepableReport(report),
  };
}

/** A signature of the card's key, in octets. */
const SIGNATURE_LENGTH = 256;

function decode(proof: SignatureProof) {
  try {
    const values = proof.signatures.map(fromBase64url);
    if (values.some(({ length }) => length !== SIGNATURE_LENGTH)) return undefined;
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
