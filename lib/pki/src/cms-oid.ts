/** Object identifiers of CMS, its attributes and time-stamps, with the section that assigns each. A leaf. */
export const CMS_OID = {
  // Content types: RFC 5652 sections 4 and 5.1, RFC 3161 section 2.4.2
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',

  // Attributes: RFC 5652 section 11, RFC 6211
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  counterSignature: '1.2.840.113549.1.9.6',
  algorithmProtection: '1.2.840.113549.1.9.52',

  // Attributes: RFC 5035 section 5.4, RFC 5126 sections 5 and 6
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  contentTimestamp: '1.2.840.113549.1.9.16.2.20',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  certificateReferences: '1.2.840.113549.1.9.16.2.21',
  revocationReferences: '1.2.840.113549.1.9.16.2.22',
  escTimestamp: '1.2.840.113549.1.9.16.2.25',
  referencesTimestamp: '1.2.840.113549.1.9.16.2.26',
  archiveTimestampV2: '1.2.840.113549.1.9.16.2.48',

  // Attributes: ETSI EN 319 122-1 sections 5.2.5.2, 5.5 and A.2.4
  mimeType: '0.4.0.1733.2.1',
  longTermValidation: '0.4.0.1733.2.2',
  archiveTimestampV3: '0.4.0.1733.2.4',

  // Attribute: ISO 32000-2 12.8.3.3.2
  pdfRevocationInformation: '1.2.840.113583.1.1.8',

  // Other revocation information: RFC 5940 section 2, RFC 5126 section 6.3.4
  ocspResponse: '1.3.6.1.5.5.7.16.2',

  // Signatures that are known only to be refused: RFC 3370 section 3
  sha1WithRsa: '1.2.840.113549.1.1.5',
  ecdsaWithSha1: '1.2.840.10045.4.1',

  // Key purpose: RFC 3161 section 2.3
} as const;
