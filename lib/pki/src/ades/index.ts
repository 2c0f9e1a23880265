/**
 * The verdict on a signature by the process of ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED or INDETERMINATE with the
 * reason. A format (CMS, XML, PDF) reads the document and hands over `SignatureFacts`; `judgeSignature` is the same for
 * all. Each building block of the standard is a file: format-checking (5.2.2), signing-certificate (5.2.3),
 * validation-context (5.2.4), certificate/ (5.2.5, 5.2.6), cryptographic-verification (5.2.7), acceptance (5.2.8),
 * time-stamp (5.4, 5.5), judge (5.3, 5.6). Refuses archive time-stamps: they are named and prove nothing here.
 */
export { verifyCms } from './cades.ts';
export { documentReport } from './document.ts';
export type { CertificateReference, SignatureFacts, TimestampFacts } from './facts.ts';
export { judgeSignature } from './judge.ts';
export type { SignatureOptions } from './options.ts';
export { type Outcome, worstOf } from './outcome.ts';
export { type IssuerSerial, parseIssuerSerial } from './reference.ts';
export type {
  DocumentReport,
  Indication,
  SignatureFormat,
  SignatureLevel,
  SignatureReport,
  SubIndication,
} from './report.ts';
export { ADES_RULES } from './rules.ts';
export { type DocumentSession, openDocument } from './session.ts';
