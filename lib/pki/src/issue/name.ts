import {
  AttributeTypeAndValue,
  AttributeValue,
  GeneralName,
  Name,
  RelativeDistinguishedName,
} from '@peculiar/asn1-x509';
import { OID } from '../oid.ts';
import { encode } from './encode.ts';

/** The two certification authorities. */
export type CaRole = 'authentication' | 'signature';

const ATTRIBUTES = {
  C: OID.country,
  O: OID.organization,
  OU: OID.organizationalUnit,
  L: OID.locality,
  CN: OID.commonName,
} as const;

/** A distinguished name, most significant part first; one attribute in every relative name. */
export type NameParts = readonly (readonly [keyof typeof ATTRIBUTES, string])[];

/** `countryName` is a PrintableString, everything else UTF8String (facts b.1). */
export function createName(parts: NameParts): Name {
  return new Name(
    parts.map(([attribute, text]) => {
      const value = new AttributeValue(attribute === 'C' ? { printableString: text } : { utf8String: text });
      return new RelativeDistinguishedName([
        new AttributeTypeAndValue({ type: ATTRIBUTES[attribute], value }),
      ]);
    }),
  );
}

/** DER of the Name. */
export function encodeName(parts: NameParts): Uint8Array<ArrayBuffer> {
  return encode(createName(parts));
}

export function directoryName(parts: NameParts): GeneralName {
  return new GeneralName({ directoryName: createName(parts) });
}

const PURPOSE: Record<CaRole, string> = {
  authentication: 'JPKI for user authentication',
  signature: 'JPKI for digital signature',
};

const JAPANESE_PURPOSE: Record<CaRole, string> = {
  authentication: '公的個人認証サービス利用者証明用',
  signature: '公的個人認証サービス署名用',
};

/** Subject of every generation of a CA (facts b.1). `organisation` is `JPKI`, or `JPKI-TEST` in a test hierarchy. */
export function caName(role: CaRole, organisation: string): NameParts {
  return [
    ['C', 'JP'],
    ['O', organisation],
    ['OU', PURPOSE[role]],
    ['OU', 'Japan Agency for Local Authority Information Systems'],
  ];
}

/** The CA's Japanese name: its subjectAltName and the issuerAltName of what it issues (facts b.1, b.2). */
export function caJapaneseName(role: CaRole): NameParts {
  return [
    ['C', 'JP'],
    ['O', '公的個人認証サービス'],
    ['OU', JAPANESE_PURPOSE[role]],
    ['OU', '地方公共団体情報システム機構'],
  ];
}

/** Subject of the delegated OCSP responder of this root; nothing public is known about the real one. */
export function responderName(role: CaRole, organisation: string): NameParts {
  return [
    ['C', 'JP'],
    ['O', organisation],
    ['OU', PURPOSE[role]],
    ['CN', 'OCSP Responder'],
  ];
}

/** Where a municipality's part of the CRL is found, in romaji: `Tokyo-to`, `Setagaya-ku`. */
export interface Municipality {
  /** Five digits. */
  readonly code: string;
  readonly prefecture: string;
  readonly city: string;
}

/** The directoryName of a municipality's CRL (facts b.2). */
export function crlPointName(
  role: CaRole,
  organisation: string,
  municipality: Omit<Municipality, 'code'>,
): NameParts {
  return [
    ['C', 'JP'],
    ['O', organisation],
    ['OU', PURPOSE[role]],
    ['OU', 'CRL Distribution Points'],
    ['OU', municipality.prefecture],
    ['CN', `${municipality.city} CRLDP`],
  ];
}
