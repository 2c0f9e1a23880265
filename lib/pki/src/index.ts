/**
 * The judging half: certificates, paths, profiles, revocation, and the report of what was checked. Everything
 * is a pure function of bytes, time and trust given; nothing is fetched. Parsers throw PkiError or BytesError,
 * judges never throw: they report.
 */
export { type AlgorithmIdentifier, type SignatureScheme, signatureScheme } from './algorithm.ts';
export { type Certificate, extensionOf, parseCertificate, publicKeyOf } from './certificate.ts';
export { PkiError, type PkiErrorCode } from './error.ts';
export * from './extension/index.ts';
export type { GeneralName } from './general-name.ts';
export type { KeyKind, PublicKey, SubjectPublicKeyInfo } from './key.ts';
export { isEmptyName, type Name, type NameAttribute, parseName, sameName } from './name.ts';
export { OID } from './oid.ts';
export {
  type Check,
  type CheckStatus,
  decisiveCheck,
  type Report,
  reportOf,
  type Verdict,
} from './report.ts';
