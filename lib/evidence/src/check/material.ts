import { type Certificate, type Crl, ifReadable, parseCertificate, parseCrl } from '@kazasu/pki';
import type { Bundle, EvidenceObject, ObjectType } from '../bundle/index.ts';
import { type Entry, isOcspPart } from '../entry/index.ts';
import { isOfItsType } from './object-type.ts';
import { contentOf } from './record.ts';

/** Objects as the judges of `@kazasu/pki` want them, read once however many signatures they are asked about for. */
export interface Material {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Uint8Array[];
  /** Those that are not what they say: nothing may be hidden by calling it something else. */
  readonly misnamed: readonly EvidenceObject[];
}

export function materialOf(objects: readonly EvidenceObject[]): Material {
  const of = (wanted: ObjectType) => objects.filter(({ type }) => type === wanted);
  const read = <T>(wanted: ObjectType, parse: (octets: Uint8Array) => T) =>
    of(wanted).map((object) => ({ object, value: ifReadable(() => parse(object.octets)) }));
  const certificates = read('certificate', parseCertificate);
  const crls = read('crl', parseCrl);
  const others = [...of('ocsp'), ...of('timestamp')].filter((object) => !isOfItsType(object));
  const unread = [...certificates, ...crls].filter(({ value }) => value === undefined);
  return {
    certificates: certificates.flatMap(({ value }) => value ?? []),
    crls: crls.flatMap(({ value }) => value ?? []),
    ocspResponses: of('ocsp').map(({ octets }) => octets),
    misnamed: [...unread.map(({ object }) => object), ...others],
  };
}

/** What the record rested on: its objects, and the answers about one person, which are parts so that they can be erased. */
export function objectsOf(entry: Entry, { objects, parts }: Bundle): EvidenceObject[] {
  const answers = Object.keys(entry.parts)
    .filter(isOcspPart)
    .flatMap((name) => contentOf(entry, parts, name) ?? []);
  return [...objects, ...answers.map((octets) => ({ type: 'ocsp' as const, octets }))];
}
