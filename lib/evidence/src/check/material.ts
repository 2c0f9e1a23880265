import type { EvidenceObject } from '../bundle/index.ts';

/** Objects sorted as the judges of `@kazasu/pki` want them. */
export interface Material {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export function materialOf(objects: readonly EvidenceObject[]): Material {
  const of = (type: EvidenceObject['type']) =>
    objects.filter((object) => object.type === type).map(({ octets }) => octets);
  return { certificates: of('certificate'), crls: of('crl'), ocspResponses: of('ocsp') };
}
