import type { Certificate } from '../certificate.ts';
import { type CertificateEvidence, certificateEvidence } from '../evidence.ts';
import type { SignerRole } from './options.ts';

/** Names who signed evidence, where that is not the certificate's own issuer, whom the path names. */
export function signerEvidence(
  signer: Certificate | undefined,
  issuer: Certificate,
  role: SignerRole,
): CertificateEvidence[] {
  return signer === undefined || signer === issuer ? [] : [certificateEvidence(signer, role)];
}
