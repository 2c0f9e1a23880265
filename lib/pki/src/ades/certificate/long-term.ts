import { equal } from '@kazasu/bytes';
import type { Material } from './material.ts';
import type { CertificateFinding } from './validate.ts';

/**
 * Whether the document alone holds what the certificate was judged by: every certificate of the path but the anchor,
 * and the CRLs and OCSP answers that said "good" (ETSI EN 319 122-1 and its sisters, level LT).
 */
export function isSelfContained({ chain, statuses }: CertificateFinding, material: Material): boolean {
  if (chain === undefined || statuses.length < chain.length - 1) return false;
  const own = material.certificates.slice(0, material.embeddedCertificates);
  const path = chain.slice(0, -1);
  return (
    path.every((one) => own.some(({ encoded }) => equal(encoded, one.encoded))) &&
    statuses.every(({ evidence }) => {
      const sources = evidence.filter(({ kind }) => kind === 'crl' || kind === 'ocsp');
      return sources.length > 0 && sources.every(({ sha256 }) => material.embedded.has(sha256));
    })
  );
}
