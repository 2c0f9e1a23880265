/** The two kinds of certificate of a time-stamp service: its own root, and the units that the root certifies. */
import { BASIC_CONSTRAINTS, KEY_USAGE, SUBJECT_KEY_IDENTIFIER } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { TIMESTAMP_UNIT_PROFILE } from '../profile/index.ts';
import { defineProfile, row } from '../profile/profile.ts';
import { usageIs } from '../profile/value.ts';
import { type CertificateFrame, issueFromProfile } from './certificate.ts';
import { keyIdentifier } from './digest.ts';
import type { Signer } from './encode.ts';
import {
  authorityKeyIdentifier,
  caConstraints,
  extKeyUsage,
  type IssuerIdentity,
  keyUsage,
  subjectKeyIdentifier,
} from './extension.ts';
import type { NameParts } from './name.ts';
import type { Profile } from './profile.ts';

/** What a root of time-stamps must be: an authority and nothing else. */
const ROOT_TABLE = defineProfile('authority', {
  name: 'root of time-stamps',
  citation: 'RFC 5280 4.2.1',
  fields: [],
  extensions: [
    row(KEY_USAGE, 'required', 'critical', usageIs('keyCertSign', 'cRLSign')),
    row(BASIC_CONSTRAINTS, 'required', 'critical', ({ authority }) => authority),
    row(SUBJECT_KEY_IDENTIFIER, 'required', 'not-critical'),
  ],
});

interface KeyData {
  readonly keyId: Uint8Array;
}

const ROOT_PROFILE: Profile<KeyData> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('keyCertSign', 'cRLSign') },
  { id: OID.basicConstraints, critical: true, value: caConstraints },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

const UNIT_PROFILE: Profile<KeyData & { readonly ca: IssuerIdentity }> = [
  { id: OID.keyUsage, critical: true, value: () => keyUsage('digitalSignature') },
  { id: OID.extendedKeyUsage, critical: true, value: () => extKeyUsage(OID.timeStamping) },
  { id: OID.authorityKeyIdentifier, critical: false, value: ({ ca }) => authorityKeyIdentifier(ca) },
  { id: OID.subjectKeyIdentifier, critical: false, value: ({ keyId }) => subjectKeyIdentifier(keyId) },
];

/** A self-signed root; `sign` is its own key. Throws PkiError `pki/lint` before it is signed. */
export function issueTimestampRoot(
  request: CertificateFrame & { readonly name: NameParts },
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  const { name } = request;
  const data = { keyId: keyIdentifier(request.publicKey) };
  const kind = { profile: ROOT_PROFILE, judged: ROOT_TABLE };
  return issueFromProfile(request, { issuer: name, subject: name }, kind, data, sign);
}

/** A time-stamp unit (RFC 3161 section 2.3): the one purpose, critical. Throws PkiError `pki/lint` before it is signed. */
export function issueTimestampUnit(
  request: CertificateFrame & { readonly ca: IssuerIdentity; readonly name: NameParts },
  sign: Signer,
): Uint8Array<ArrayBuffer> {
  const { ca, name } = request;
  const data = { ca, keyId: keyIdentifier(request.publicKey) };
  const kind = { profile: UNIT_PROFILE, judged: TIMESTAMP_UNIT_PROFILE, issuer: ca.certificate };
  return issueFromProfile(request, { issuer: ca.name, subject: name }, kind, data, sign);
}
