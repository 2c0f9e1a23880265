/** Object identifiers that issuing needs, with the clause that names them. */

export const OID = {
  /** RFC 4055 section 5 */
  sha256WithRsa: '1.2.840.113549.1.1.11',

  /** X.520 attribute types, RFC 5280 appendix A.1 */
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  organisationalUnit: '2.5.4.11',
  locality: '2.5.4.7',
  commonName: '2.5.4.3',

  /** RFC 5280 section 4.2.1 and 5.2 */
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  crlReason: '2.5.29.21',
  issuingDistributionPoint: '2.5.29.28',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  /** RFC 5280 section 4.2.2.1 and 4.2.1.4 */
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  accessOcsp: '1.3.6.1.5.5.7.48.1',
  qualifierCps: '1.3.6.1.5.5.7.2.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',

  /** RFC 6960 section 4.2.1, 4.4.1 and 4.2.2.2.1 */
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;

/** The JPKI tree `1.2.392.200149` (facts b.2 and b.3). */
export const JPKI_OID = {
  authenticationPolicy: '1.2.392.200149.8.5.1.3.30',
  signaturePolicy: '1.2.392.200149.8.5.1.1.20',
  name: '1.2.392.200149.8.5.5.1',
  nameSubstitutes: '1.2.392.200149.8.5.5.2',
  gender: '1.2.392.200149.8.5.5.3',
  birthdate: '1.2.392.200149.8.5.5.4',
  address: '1.2.392.200149.8.5.5.5',
  addressSubstitutes: '1.2.392.200149.8.5.5.6',
} as const;
