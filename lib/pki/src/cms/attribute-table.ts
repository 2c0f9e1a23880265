import { CMS_OID } from '../cms-oid.ts';

/** Where an attribute belongs, and how often it may be there. */
export interface AttributeRow {
  readonly oid: string;
  readonly name: string;
  readonly place: 'signed' | 'unsigned';
  /** Several instances, or several values, mean something. */
  readonly repeatable: boolean;
  /** Nobody here looks into it: it is named in the report. */
  readonly ignored?: boolean;
}

const signed = (oid: string, name: string): AttributeRow => ({
  oid,
  name,
  place: 'signed',
  repeatable: false,
});
const unsigned = (oid: string, name: string, ignored = false): AttributeRow => ({
  oid,
  name,
  place: 'unsigned',
  repeatable: true,
  ignored,
});

/** RFC 5652 section 11; RFC 5035 section 5.4; RFC 6211 section 3; ETSI EN 319 122-1 section 5. */
export const ATTRIBUTES: readonly AttributeRow[] = [
  signed(CMS_OID.contentType, 'content-type'),
  signed(CMS_OID.messageDigest, 'message-digest'),
  signed(CMS_OID.signingTime, 'signing-time'),
  signed(CMS_OID.algorithmProtection, 'cms-algorithm-protection'),
  signed(CMS_OID.signingCertificate, 'signing-certificate'),
  signed(CMS_OID.signingCertificateV2, 'signing-certificate-v2'),
  signed(CMS_OID.signaturePolicy, 'signature-policy-identifier'),
  { ...signed(CMS_OID.contentTimestamp, 'content-time-stamp'), repeatable: true },
  signed(CMS_OID.pdfRevocationInformation, 'adbe-revocation-info-archival'),
  unsigned(CMS_OID.signatureTimestamp, 'signature-time-stamp'),
  { ...unsigned(CMS_OID.certificateValues, 'certificate-values'), repeatable: false },
  { ...unsigned(CMS_OID.revocationValues, 'revocation-values'), repeatable: false },
  unsigned(CMS_OID.counterSignature, 'countersignature', true),
  unsigned(CMS_OID.certificateReferences, 'complete-certificate-references', true),
  unsigned(CMS_OID.revocationReferences, 'complete-revocation-references', true),
  unsigned(CMS_OID.escTimestamp, 'CAdES-C-time-stamp', true),
  unsigned(CMS_OID.referencesTimestamp, 'time-stamped-certs-crls-references', true),
  unsigned(CMS_OID.archiveTimestampV2, 'archive-time-stamp', true),
  unsigned(CMS_OID.archiveTimestampV3, 'archive-time-stamp-v3', true),
  unsigned(CMS_OID.longTermValidation, 'long-term-validation', true),
];

export const ATTRIBUTE_ROWS: ReadonlyMap<string, AttributeRow> = new Map(
  ATTRIBUTES.map((row) => [row.oid, row]),
);
