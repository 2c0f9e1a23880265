import { equal, toHex } from '@kazasu/bytes';
import { ifReadable, parseCertificate } from '@kazasu/pki';
import type { Bundle, EvidenceObject } from '../bundle/index.ts';
import { sha256 } from '../merkle/index.ts';
import type { EvidenceTrust, Wanted } from './options.ts';

/** The certificates and key in the bundle that one would have to believe, for each kind of trust that was not brought. */
export function wantedOf(
  bundle: Bundle,
  { anchors = [], timestampAnchors = [], logKeys = [] }: EvidenceTrust,
): Wanted[] {
  const signer = anchors.length > 0 ? [] : rootsIn(bundle.objects);
  const stamps =
    timestampAnchors.length > 0 ? [] : rootsIn(bundle.proof.flatMap(({ validation }) => validation));
  const log = logKeys.length > 0 ? [] : [toHex(sha256(bundle.log.publicKey))];
  return [
    ...signer.map((hash) => ({ use: 'signer' as const, sha256: hash })),
    ...stamps.map((hash) => ({ use: 'timestamp' as const, sha256: hash })),
    ...log.map((hash) => ({ use: 'log' as const, sha256: hash })),
  ];
}

/** Fingerprints of the certificates that are issued by themselves. */
export function rootsIn(objects: readonly EvidenceObject[]): string[] {
  const certificates = objects.filter(({ type }) => type === 'certificate');
  const roots = certificates.filter(({ octets }) => {
    const certificate = ifReadable(() => parseCertificate(octets));
    return certificate !== undefined && equal(certificate.subject.encoded, certificate.issuer.encoded);
  });
  return [...new Set(roots.map(({ octets }) => toHex(sha256(octets))))];
}
