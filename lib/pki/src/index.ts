/**
 * The judging half: certificates, paths, profiles, revocation, and the report of what was checked. Everything
 * is a pure function of bytes, time and trust given; nothing is fetched. Parsers throw PkiError or BytesError,
 * judges never throw: they report.
 */
export { type AlgorithmIdentifier, type SignatureScheme, signatureScheme } from './algorithm.ts';
export { type Certificate, extensionOf, parseCertificate, publicKeyOf } from './certificate.ts';
export { type Crl, type CrlEntry, type CrlOptions, checkCrl, findEntry, parseCrl } from './crl/index.ts';
export { PkiError, type PkiErrorCode } from './error.ts';
export {
  type AccessDescription,
  AUTHORITY_INFO_ACCESS,
  AUTHORITY_KEY_IDENTIFIER,
  type AuthorityKeyIdentifier,
  BASIC_CONSTRAINTS,
  type BasicConstraints,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  type DistributionPoint,
  EXTENDED_KEY_USAGE,
  type Extension,
  type Extensions,
  type ExtensionType,
  ISSUER_ALT_NAME,
  KEY_USAGE,
  type KeyUsage,
  type PolicyInformation,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from './extension/index.ts';
export type { GeneralName } from './general-name.ts';
export * from './judge/index.ts';
export type { KeyKind, PublicKey, SubjectPublicKeyInfo } from './key.ts';
export { isEmptyName, type Name, type NameAttribute, parseName, sameName } from './name.ts';
export {
  checkOcsp,
  createOcspRequest,
  type OcspAnswer,
  type OcspOptions,
  type OcspRefusal,
  type OcspRequestOptions,
  type OcspResponse,
  parseOcspResponse,
  type SingleAnswer,
} from './ocsp/index.ts';
export { OID } from './oid.ts';
export * from './path/index.ts';
export {
  AUTHENTICATION_PROFILE,
  AUTHORITY_PROFILE,
  OCSP_RESPONDER_PROFILE,
  type Profile,
  parseTextItems,
  SIGNATURE_PROFILE,
  SIGNATURE_TEST_PROFILE,
  type TextItems,
  withPolicies,
} from './profile/index.ts';
export {
  type Check,
  type CheckStatus,
  decisiveCheck,
  type Report,
  reportOf,
  type Verdict,
} from './report.ts';
