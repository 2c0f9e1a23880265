import { toHex } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { hash } from '../crypto.ts';
import type { CertificateEvidence, Evidence } from '../evidence.ts';

/** The chain's certificates by their hashes, leaf first. */
export function chainEvidence(chain: readonly Certificate[]): Evidence[] {
  return chain.map((certificate, position) =>
    certificateEvidence(
      certificate,
      position === 0 ? 'subject' : position === chain.length - 1 ? 'anchor' : 'intermediate',
    ),
  );
}

/** What is there twice, because two certificates of a chain rest on it, is named once. */
export function distinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  const byHash = new Map(evidence.toReversed().map((item) => [`${item.kind} ${item.sha256}`, item]));
  return [...byHash.values()].reverse();
}

function certificateEvidence(
  certificate: Certificate,
  role: CertificateEvidence['role'],
): CertificateEvidence {
  const { encoded, serial, issuerKeyId, notBefore, notAfter } = certificate;
  return {
    kind: 'certificate',
    role,
    sha256: toHex(hash('sha256', encoded, 'buffer')),
    serial,
    ...(issuerKeyId !== undefined && { issuerKeyId }),
    notBefore,
    notAfter,
  };
}
