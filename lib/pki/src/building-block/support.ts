import { equal } from '@kazasu/bytes';
import { fingerprintOf } from '../certificate.ts';
import { hash } from '../crypto.ts';
import type { Evidence } from '../evidence.ts';
import type { Material } from './certificate/index.ts';

/** Something that a judgement rested on, in its own octets (DER). Tells of no signer, but for an OCSP answer. */
export interface SupportObject {
  readonly type: 'certificate' | 'crl' | 'ocsp';
  readonly octets: Uint8Array;
}

/** A time-stamp token over a signature that was believed, and the octets that it is over. */
export interface BelievedTimestamp {
  /** DER of the ContentInfo. */
  readonly token: Uint8Array;
  readonly covered: Uint8Array;
}

/**
 * Of the material, what the evidence of a judgement names: signed lists, answers, and certificates of authorities; neither
 * anchors nor signers.
 */
export function supportOf(material: Material, evidence: readonly Evidence[]): SupportObject[] {
  const named = new Set(evidence.flatMap((one) => (isSupport(one) ? [one.sha256] : [])));
  const certificates = material.certificates
    .filter((one) => named.has(fingerprintOf(one)))
    .map(({ encoded }) => ({ type: 'certificate' as const, octets: encoded }));
  const sources = material.sources.flatMap(({ crl, ocsp }): SupportObject[] => {
    if (crl !== undefined) return [{ type: 'crl', octets: crl.encoded }];
    return ocsp === undefined ? [] : [{ type: 'ocsp', octets: ocsp.der }];
  });
  return distinct([
    ...certificates,
    ...sources.filter(({ octets }) => named.has(hash('sha256', octets, 'hex'))),
  ]);
}

/** A list that nobody at hand signed was looked at, and nothing rests on it. */
function isSupport(one: Evidence): boolean {
  if (one.kind === 'certificate') return one.role !== 'subject' && one.role !== 'anchor';
  return one.kind === 'crl' ? one.series !== undefined : one.kind === 'ocsp';
}

export function distinct(objects: readonly SupportObject[]): SupportObject[] {
  return objects.filter(({ octets }, at) => objects.findIndex((other) => equal(other.octets, octets)) === at);
}
