/** Every object identifier that the judging half knows, with the section that assigns it. A leaf: depends on nothing. */
export const OID = {
  // Distinguished names: RFC 5280 appendix A.1, RFC 4519, RFC 4524, RFC 2985
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  emailAddress: '1.2.840.113549.1.9.1',

  // Other names: RFC 9598 section 3
  smtpUtf8Mailbox: '1.3.6.1.5.5.7.8.9',

  // Public keys and their padding: RFC 3279, RFC 4055, RFC 5480
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
  ecPublicKey: '1.2.840.10045.2.1',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  p521: '1.3.132.0.35',

  // Signatures: RFC 4055 section 5, RFC 5758 section 3.2
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha384WithRsa: '1.2.840.113549.1.1.12',
  sha512WithRsa: '1.2.840.113549.1.1.13',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',

  // Digests: RFC 3370, RFC 5754
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',

  // Certificate extensions: RFC 5280 section 4.2, RFC 6960 section 4.2.2.2.1
  subjectDirectoryAttributes: '2.5.29.9',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',

  // CRL and CRL entry extensions: RFC 5280 sections 5.2 and 5.3
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  // X.509 (2019) 9.5.2.8
  expiredCertsOnCrl: '2.5.29.60',

  // Policies and their qualifiers: RFC 5280 section 4.2.1.4
  anyPolicy: '2.5.29.32.0',
  policyQualifierCps: '1.3.6.1.5.5.7.2.1',
  policyQualifierNotice: '1.3.6.1.5.5.7.2.2',

  // Key purposes and access methods: RFC 5280 sections 4.2.1.12 and 4.2.2.1, RFC 6960 section 4.2.2.2
  clientAuth: '1.3.6.1.5.5.7.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  accessOcsp: '1.3.6.1.5.5.7.48.1',

  // OCSP: RFC 6960 section 4.2.1 and 4.4.1
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',

  // The Japanese public personal authentication: facts b.2 and b.3
  jpkiAuthenticationCard: '1.2.392.200149.8.5.1.3.30',
  jpkiSignatureCard: '1.2.392.200149.8.5.1.1.20',
  jpkiSignatureTest: '1.2.392.200149.8.5.1.0.20',
  jpkiSignaturePhone: '1.2.392.200149.8.5.1.1.40',
  jpkiAuthenticationPhone: '1.2.392.200149.8.5.1.3.50',
  jpkiName: '1.2.392.200149.8.5.5.1',
  jpkiNameSubstitutes: '1.2.392.200149.8.5.5.2',
  jpkiGender: '1.2.392.200149.8.5.5.3',
  jpkiBirthdate: '1.2.392.200149.8.5.5.4',
  jpkiAddress: '1.2.392.200149.8.5.5.5',
  jpkiAddressSubstitutes: '1.2.392.200149.8.5.5.6',
} as const;
