import { type Certificate, type Crl, isParseError, parseCertificate, parseCrl } from '@kazasu/pki';
import type { EvidenceObject, ObjectType } from '../bundle/index.ts';

/** Objects as the judges of `@kazasu/pki` want them, read once however many signatures they are asked about for. */
export interface Material {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** What cannot be read says nothing, and is passed over. */
export function materialOf(objects: readonly EvidenceObject[]): Material {
  const of = (wanted: ObjectType) =>
    objects.filter(({ type }) => type === wanted).map(({ octets }) => octets);
  return {
    certificates: of('certificate').flatMap((octets) => readable(() => parseCertificate(octets)) ?? []),
    crls: of('crl').flatMap((octets) => readable(() => parseCrl(octets)) ?? []),
    ocspResponses: of('ocsp'),
  };
}

/** What is read, or undefined where the octets refuse it. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isParseError(error)) return undefined;
    throw error;
  }
}
