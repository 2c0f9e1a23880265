import { equal } from '@kazasu/bytes';
import { signatureScheme } from '../algorithm.ts';
import { type Certificate, extensionOf } from '../certificate.ts';
import {
  type AccessDescription,
  type AuthorityKeyIdentifier,
  type DistributionPoint,
  type KeyUsage,
  type KeyUsageName,
  type PolicyInformation,
  SUBJECT_ALT_NAME,
} from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { type Name, sameName } from '../name.ts';
import { OID } from '../oid.ts';
import { acceptedKeyOf } from '../signature.ts';
import type { Field, Subject } from './profile.ts';

/** Demands that several profiles share. */

const RSA_2048: Field = {
  name: 'key',
  title: { en: 'key', ja: '公開鍵' },
  explanation: { en: 'not an RSA key of 2048 bits', ja: '2048ビットのRSA鍵ではありません' },
  accepts: ({ certificate }) => {
    const key = acceptedKeyOf(certificate);
    // Not one that is for RSASSA-PSS alone: the card pads as PKCS #1 v1.5 says.
    return key?.family === 'rsa' && key.bits === 2048;
  },
};

const SHA256_WITH_RSA: Field = {
  name: 'signatureAlgorithm',
  title: { en: 'signature algorithm', ja: '署名アルゴリズム' },
  explanation: {
    en: 'not signed with sha256WithRSAEncryption',
    ja: '署名アルゴリズムがsha256WithRSAEncryptionではありません',
  },
  accepts: ({ certificate }) =>
    signatureScheme(certificate.signatureAlgorithm)?.name === 'sha256WithRSAEncryption',
};

/** The next card's key, facts b.5. */
const EC_P384: Field = {
  name: 'key',
  title: { en: 'key', ja: '公開鍵' },
  explanation: { en: 'not a key on P-384', ja: 'P-384の鍵ではありません' },
  accepts: ({ certificate }) => acceptedKeyOf(certificate)?.kind === 'p384',
};

export const ECDSA_WITH_SHA384: Field = {
  name: 'signatureAlgorithm',
  title: { en: 'signature algorithm', ja: '署名アルゴリズム' },
  explanation: {
    en: 'not signed with ecdsa-with-SHA384',
    ja: '署名アルゴリズムがecdsa-with-SHA384ではありません',
  },
  accepts: ({ certificate }) => signatureScheme(certificate.signatureAlgorithm)?.name === 'ecdsa-with-SHA384',
};

/** What keys and signatures a generation of cards uses: the current one's, and what is said of the next (facts b.5). */
export const ALGORITHMS = {
  current: [RSA_2048, SHA256_WITH_RSA],
  next: [EC_P384, ECDSA_WITH_SHA384],
} as const satisfies { [generation: string]: readonly Field[] };

/** `current`, or `next`: the card that is planned (facts b.5). */
export type CardGeneration = keyof typeof ALGORITHMS;

/** RFC 5280 section 4.1.2.5: UTCTime for years to 2049. */
export const UTC_TIMES: Field = {
  name: 'validity',
  title: { en: 'validity', ja: '有効期間' },
  explanation: { en: 'validity not written as UTCTime', ja: '有効期間がUTCTimeで記載されていません' },
  accepts: ({ certificate }) => certificate.utcTimes,
};

/** The attribute types of the subject, in order, one in each relative name; the first must be C=JP. */
export function subjectOf(...types: readonly string[]): Field {
  return {
    name: 'subject',
    title: { en: 'subject', ja: '主体者名' },
    explanation: {
      en: 'subject not made of the attributes that the profile lists',
      ja: '主体者名の構成がプロファイルと異なります',
    },
    accepts: ({ certificate: { subject } }) =>
      subject.rdns.length === types.length &&
      subject.rdns.every((rdn, i) => rdn.length === 1 && rdn[0]?.type === types[i] && rdn[0]?.text !== '') &&
      subject.rdns[0]?.[0]?.text === 'JP',
  };
}

export function usageIs(...names: readonly KeyUsageName[]): (usage: KeyUsage) => boolean {
  return (usage) => usage.size === names.length && names.every((name) => usage.has(name));
}

export function purposeIs(purpose: string): (purposes: readonly string[]) => boolean {
  return (purposes) => purposes.length === 1 && purposes[0] === purpose;
}

/** Exactly one policy; which one, the profile's `policies` say and the path's policy rule finds out. */
export function onePolicy(policies: readonly PolicyInformation[]): boolean {
  return policies.length === 1 && policies[0]?.policy !== OID.anyPolicy;
}

/** One point with one directoryName, for all reasons, and the CRL signed by the certificate's own issuer. */
export function oneDirectoryPoint(points: readonly DistributionPoint[]): boolean {
  const [point] = points;
  if (points.length !== 1 || point === undefined || point.someReasons || point.crlIssuer !== undefined) {
    return false;
  }
  return (
    point.name !== undefined && 'fullName' in point.name && oneDirectory(point.name.fullName) !== undefined
  );
}

/** The name, if the list is exactly one directoryName. */
export function oneDirectory(names: readonly GeneralName[]): Name | undefined {
  const [first] = names;
  return names.length === 1 && first?.kind === 'directoryName' ? first.name : undefined;
}

export function oneOcspLocation(descriptions: readonly AccessDescription[]): boolean {
  const [first] = descriptions;
  return (
    descriptions.length === 1 &&
    first?.method === OID.accessOcsp &&
    first.location.kind === 'uniformResourceIdentifier'
  );
}

/** issuerAltName repeats the Japanese name that the authority's own certificate has as subjectAltName. */
export function issuersOtherName(names: readonly GeneralName[], { issuer }: Subject): boolean {
  const own = oneDirectory(names);
  if (own === undefined) return false;
  if (issuer === undefined) return true;
  const theirs = oneDirectory(extensionOf(issuer, SUBJECT_ALT_NAME) ?? []);
  return theirs !== undefined && sameName(own, theirs);
}

/** The key identifier, and issuer and serial if they are there, point to the very certificate of the issuer. */
export function pointsToIssuer(
  identifier: AuthorityKeyIdentifier,
  { certificate, issuer }: Subject,
): boolean {
  if (identifier.keyId === undefined) return false;
  if (issuer === undefined) return true;
  if (certificate.issuerKeyId !== issuer.keyId) return false;
  if (identifier.issuer === undefined || identifier.serial === undefined) return true;
  const name = oneDirectory(identifier.issuer);
  return name !== undefined && sameName(name, issuer.issuer) && equal(identifier.serial, issuer.serialBytes);
}

/** For an authority: the CRL of its own certificate is at its own name. */
export function pointIsOwnName(points: readonly DistributionPoint[], { certificate }: Subject): boolean {
  if (!oneDirectoryPoint(points)) return false;
  const name = points[0]?.name;
  const directory = name !== undefined && 'fullName' in name ? oneDirectory(name.fullName) : undefined;
  return directory !== undefined && sameName(directory, certificate.subject);
}

export function selfIssued(certificate: Certificate): boolean {
  return sameName(certificate.subject, certificate.issuer);
}
