import { type Certificate, fingerprintOf } from '../certificate.ts';
import type { CertificateEvidence } from '../evidence.ts';
import type { SignerRole } from './options.ts';

/** Names who signed evidence, where that is not the certificate's own issuer, whom the path names. */
export function signerEvidence(
  signer: Certificate | undefined,
  issuer: Certificate,
  role: SignerRole,
): CertificateEvidence[] {
  if (signer === undefined || signer === issuer) return [];
  const { serial, issuerKeyId, notBefore, notAfter } = signer;
  const sha256 = fingerprintOf(signer);
  return [
    { kind: 'certificate', role, sha256, serial, ...(issuerKeyId && { issuerKeyId }), notBefore, notAfter },
  ];
}
