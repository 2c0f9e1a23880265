/**
 * The judging half: certificates, paths, profiles, revocation, and the report of what was checked. Everything
 * is a pure function of bytes, time and trust given; nothing is fetched. Parsers throw PkiError or BytesError,
 * judges report, and throw
 * nothing but a TypeError, for an option that is not of its kind.
 *
 * The provider judges logins with `judgeAuthentication`. `validatePath`, `checkCrl`, `checkOcsp`, `verifyCms`, `verifyPades`
 * and `verifyTimestampToken` take DER (or PDF) and options and give a report; `verifyXades` is behind
 * `@kazasu/pki/xades`, because it loads what reads XML. `explainReport` puts any report into words.
 */
export { type SignerOptions, type SignerReport, validateSigner } from './ades/index.ts';
export type {
  BelievedTimestamp,
  DocumentReport,
  Indication,
  SignatureFormat,
  SignatureLevel,
  SignatureOptions,
  SignatureReport,
  SignedMaterial,
  SubIndication,
  SupportObject,
} from './building-block/index.ts';
export { verifyCms } from './cades/index.ts';
export { type Certificate, parseCertificate, publicKeyOf } from './certificate.ts';
export {
  type Crl,
  type CrlEntry,
  type CrlOptions,
  checkCrl,
  crlScope,
  crlScopeOf,
  crlSeries,
  findEntryOf,
  type KnownCrlNumbers,
  parseCrl,
} from './crl/index.ts';
export { type DigestForm, digestFormOf, digestInfoOf, signedOctets } from './digest-signature.ts';
export { ifReadable, isParseError, PkiError, type PkiErrorCode } from './error.ts';
export type { Evidence } from './evidence.ts';
export {
  type ExplainableReport,
  type ExplainedCheck,
  type ExplainedFact,
  type ExplainedReport,
  explainReport,
  type Language,
} from './explain/index.ts';
export type { KeyKind, PublicKey } from './key.ts';
export {
  type AuthenticationInput,
  type AuthenticationJudgement,
  judgeAuthentication,
  type RevocationEvidence,
} from './login/index.ts';
export {
  checkOcsp,
  createOcspRequest,
  type OcspOptions,
  type OcspRequestOptions,
  type OcspResponse,
  parseOcspResponse,
} from './ocsp/index.ts';
export { type PadesReport, type RevisionReport, verifyPades } from './pades/index.ts';
export {
  type CertificateInput,
  type PathBudget,
  type PathOptions,
  type PathReport,
  validatePath,
} from './path/index.ts';
export {
  AUTHENTICATION_EITHER_PROFILE,
  AUTHENTICATION_PROFILE,
  AUTHORITY_PROFILE,
  type CardGeneration,
  type CardProfiles,
  cardProfiles,
  isOfPhone,
  OCSP_RESPONDER_PROFILE,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  parseTextItems,
  SIGNATURE_EITHER_PROFILE,
  SIGNATURE_PROFILE,
  SIGNATURE_TEST_PROFILE,
  type TextItems,
  TIMESTAMP_UNIT_PROFILE,
} from './profile/index.ts';
export {
  type Check,
  type CheckStatus,
  decisiveCheck,
  type Report,
  reportOf,
  type Verdict,
} from './report.ts';
export { type ReportData, reportData } from './report-data.ts';
export {
  CrlIndexer,
  type CrlIndexerOptions,
  checkIndex,
  type IndexCheckOptions,
  openRevocationIndex,
  type RevocationIndex,
} from './revocation-index/index.ts';
export {
  createTimestampRequest,
  parseTimestampResponse,
  type TimestampOptions,
  type TimestampReport,
  type TimestampRequest,
  type TimestampResponse,
  verifyTimestampToken,
} from './timestamp/index.ts';
