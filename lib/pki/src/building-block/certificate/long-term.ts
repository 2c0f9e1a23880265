import { equal } from '@kazasu/bytes';
import { hash } from '../../crypto.ts';
import type { Material, Source } from './material.ts';
import type { CertificateFinding } from './validate.ts';

/**
 * Whether the document alone holds what the certificate was judged by: every certificate of the path but the anchor,
 * and the CRLs and OCSP answers that said "good" (ETSI EN 319 122-1 and its sisters, level LT).
 */
export function isSelfContained({ chain, statuses }: CertificateFinding, material: Material): boolean {
  if (chain === undefined || statuses.length < chain.length - 1) return false;
  const { embeddedCertificates, sources } = material;
  const path = chain.slice(0, -1);
  if (!path.every((one) => embeddedCertificates.some(({ encoded }) => equal(encoded, one.encoded))))
    return false;
  const embedded = new Set(sources.filter((source) => source.embedded).map(hashOf));
  return statuses.every(({ evidence }) => {
    const used = evidence.filter(({ kind }) => kind === 'crl' || kind === 'ocsp');
    return used.length > 0 && used.every(({ sha256 }) => embedded.has(sha256));
  });
}

function hashOf({ crl, ocsp }: Source): string {
  return hash('sha256', crl?.encoded ?? ocsp?.der ?? new Uint8Array(), 'hex');
}
