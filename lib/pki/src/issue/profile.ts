/**
 * Certificate profiles as tables: which extensions, in which order, critical or not, made of what.
 * Facts b.1 for the CAs, b.2 for residents; RFC 6960 section 4.2.2.2 for the responder.
 */

import { OID } from '../oid.ts';
import { encode } from './encode.ts';
import {
  authorityKeyIdentifier,
  type CaIdentity,
  caConstraints,
  certificatePolicies,
  crlDistributionPoint,
  directoryAltName,
  extKeyUsage,
  keyUsage,
  ocspAccess,
  ocspNoCheck,
  subjectKeyIdentifier,
} from './extension.ts';
import { type CertifiedItems, fourItemsAltName } from './four-items.ts';
import { caJapaneseName, caName, crlPointName, type Municipality } from './name.ts';

export interface ProfileRow<Data> {
  readonly id: string;
  readonly critical: boolean;
  /** DER of the extension's value. */
  readonly value: (data: Data) => Uint8Array;
}

export type Profile<Data> = readonly ProfileRow<Data>[];

/** `keyId` is always that of the certified key. */
export interface CaData {
  readonly ca: Pick<CaIdentity, 'role' | 'organisation'>;
  readonly keyId: Uint8Array;
}

/** Whether the key is in a card or in a phone: the policy tells them apart (facts b.2; both of a phone are guesses). */
export const POLICY = {
  card: { authentication: OID.jpkiAuthenticationCard, signature: OID.jpkiSignatureCard },
  phone: { authentication: OID.jpkiAuthenticationPhone, signature: OID.jpkiSignaturePhone },
} as const;

export interface AuthenticationData {
  readonly ca: CaIdentity;
  readonly device?: keyof typeof POLICY;
  readonly keyId: Uint8Array;
  readonly municipality: Municipality;
  readonly ocspUrl: string;
}

export interface SignatureData {
  readonly ca: CaIdentity;
  readonly device?: keyof typeof POLICY;
  readonly keyId: Uint8Array;
  readonly municipality: Municipality;
  readonly items: CertifiedItems;
}

export interface ResponderData {
  readonly ca: CaIdentity;
  readonly keyId: Uint8Array;
}

/** No authorityKeyIdentifier and no policies (facts b.1); the order is not known. */
export const CA_PROFILE: Profile<CaData> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('keyCertSign', 'cRLSign') },
  { id: OID.subjectAltName, critical: false, value: ({ ca }) => directoryAltName(caJapaneseName(ca.role)) },
  { id: OID.basicConstraints, critical: true, value: caConstraints },
  {
    id: OID.crlDistributionPoints,
    critical: false,
    value: ({ ca }) => crlDistributionPoint(caName(ca.role, ca.organisation)),
  },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

export const AUTHENTICATION_ISSUE_PROFILE: Profile<AuthenticationData> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('digitalSignature') },
  { id: OID.extendedKeyUsage, critical: false, value: () => extKeyUsage(OID.clientAuth) },
  {
    id: OID.certificatePolicies,
    critical: true,
    value: ({ device = 'card' }) => certificatePolicies(POLICY[device].authentication),
  },
  { id: OID.issuerAltName, critical: false, value: ({ ca }) => directoryAltName(caJapaneseName(ca.role)) },
  { id: OID.crlDistributionPoints, critical: false, value: municipalPoint },
  { id: OID.authorityInfoAccess, critical: false, value: ({ ocspUrl }) => ocspAccess(ocspUrl) },
  { id: OID.authorityKeyIdentifier, critical: false, value: ({ ca }) => authorityKeyIdentifier(ca) },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

export const SIGNATURE_ISSUE_PROFILE: Profile<SignatureData> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('digitalSignature', 'nonRepudiation') },
  { id: OID.subjectAltName, critical: false, value: ({ items }) => encode(fourItemsAltName(items)) },
  {
    id: OID.certificatePolicies,
    critical: true,
    value: ({ device = 'card' }) => certificatePolicies(POLICY[device].signature),
  },
  { id: OID.issuerAltName, critical: false, value: ({ ca }) => directoryAltName(caJapaneseName(ca.role)) },
  { id: OID.crlDistributionPoints, critical: false, value: municipalPoint },
  { id: OID.authorityKeyIdentifier, critical: false, value: ({ ca }) => authorityKeyIdentifier(ca) },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

export const RESPONDER_PROFILE: Profile<ResponderData> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('digitalSignature') },
  { id: OID.extendedKeyUsage, critical: false, value: () => extKeyUsage(OID.ocspSigning) },
  { id: OID.ocspNoCheck, critical: false, value: ocspNoCheck },
  { id: OID.authorityKeyIdentifier, critical: false, value: ({ ca }) => authorityKeyIdentifier(ca) },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

function municipalPoint(data: { readonly ca: CaIdentity; readonly municipality: Municipality }): Uint8Array {
  return crlDistributionPoint(crlPointName(data.ca.role, data.ca.organisation, data.municipality));
}
