/** Builders of extension values (RFC 5280 section 4.2). Order and criticality are the profiles' business. */
import { derNull, derSequence, derUnsignedInteger, derValue, toUtf8 } from '@kazasu/bytes';
import { OctetString } from '@peculiar/asn1-schema';
import {
  AccessDescription,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  DistributionPointName,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  IssueAlternativeName,
  IssuingDistributionPoint,
  KeyIdentifier,
  PolicyInformation,
  PolicyQualifierInfo,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { OID } from '../oid.ts';
import { bufferOf, encode } from './encode.ts';
import { type CaRole, caName, directoryName, type NameParts } from './name.ts';

/** One generation of one CA, as far as the certificates it issues name it. */
export interface CaIdentity {
  readonly role: CaRole;
  readonly organisation: string;
  /** SHA-1 form, 20 octets. */
  readonly keyId: Uint8Array;
  /** Content octets of the CA certificate's serial number. */
  readonly serial: Uint8Array;
  /** DER; with it what is issued is compared with it before it is signed. */
  readonly certificate?: Uint8Array;
}

/** An issuer of any other name, as far as what it issues names it. */
export interface IssuerIdentity extends Pick<CaIdentity, 'keyId' | 'serial' | 'certificate'> {
  readonly name: NameParts;
}

export function issuerName(ca: CaIdentity | IssuerIdentity): NameParts {
  return 'name' in ca ? ca.name : caName(ca.role, ca.organisation);
}

export function extension(id: string, critical: boolean, value: Uint8Array): Extension {
  return new Extension({ extnID: id, critical, extnValue: new OctetString(bufferOf(value)) });
}

/** Positions of RFC 5280 section 4.2.1.3. */
const KEY_USAGE_BIT = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** A BIT STRING without trailing zero bits (X.690 section 11.2.2); all uses here lie in the first octet. */
export function keyUsage(...uses: readonly (keyof typeof KEY_USAGE_BIT)[]): Uint8Array {
  const positions: readonly number[] = uses.map((use) => KEY_USAGE_BIT[use]);
  const octet = positions.reduce((bits, position) => bits | (0x80 >> position), 0);
  return derValue(0x03, Uint8Array.of(7 - Math.max(...positions), octet));
}

export function extKeyUsage(purpose: string): Uint8Array {
  return encode(new ExtendedKeyUsage([purpose]));
}

const CPS_URI = 'http://www.jpki.go.jp/cps.html';
const IA5_STRING = 0x16;

export function certificatePolicies(policy: string): Uint8Array {
  const cps = new PolicyQualifierInfo({
    policyQualifierId: OID.policyQualifierCps,
    qualifier: bufferOf(derValue(IA5_STRING, toUtf8(CPS_URI))),
  });
  return encode(
    new CertificatePolicies([new PolicyInformation({ policyIdentifier: policy, policyQualifiers: [cps] })]),
  );
}

/** issuerAltName and subjectAltName have the same syntax. */
export function directoryAltName(name: NameParts): Uint8Array {
  return encode(new IssueAlternativeName([directoryName(name)]));
}

export function crlDistributionPoint(name: NameParts): Uint8Array {
  const distributionPoint = new DistributionPointName({ fullName: [directoryName(name)] });
  return encode(new CRLDistributionPoints([new DistributionPoint({ distributionPoint })]));
}

/** RFC 5280 section 5.2.5: only the scope is named. */
export function issuingDistributionPoint(name: NameParts): Uint8Array {
  const distributionPoint = new DistributionPointName({ fullName: [directoryName(name)] });
  return encode(new IssuingDistributionPoint({ distributionPoint }));
}

export function ocspAccess(url: string): Uint8Array {
  const accessLocation = new GeneralName({ uniformResourceIdentifier: url });
  return encode(
    new AuthorityInfoAccessSyntax([new AccessDescription({ accessMethod: OID.accessOcsp, accessLocation })]),
  );
}

/** Key identifier, name and serial number: only the three together name one generation (facts b.1, b.2). */
export function authorityKeyIdentifier(ca: CaIdentity | IssuerIdentity): Uint8Array {
  return encode(
    new AuthorityKeyIdentifier({
      keyIdentifier: new KeyIdentifier(bufferOf(ca.keyId)),
      authorityCertIssuer: [directoryName(issuerName(ca))],
      authorityCertSerialNumber: bufferOf(ca.serial),
    }),
  );
}

export function subjectKeyIdentifier(keyId: Uint8Array): Uint8Array {
  return encode(new SubjectKeyIdentifier(bufferOf(keyId)));
}

/** A CA without limit on the path's length. */
export function caConstraints(): Uint8Array {
  return encode(new BasicConstraints({ cA: true }));
}

export function ocspNoCheck(): Uint8Array {
  return derNull();
}

export function crlNumber(number: number): Uint8Array {
  return derUnsignedInteger(number);
}

/** Extensions of a CRL entry or of an OCSP answer are written as a plain sequence. */
export function extensionList(extensions: readonly Extension[]): Uint8Array {
  return derSequence(...extensions.map((one) => encode(one)));
}
