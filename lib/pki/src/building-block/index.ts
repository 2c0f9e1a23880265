/**
 * The building blocks of ETSI EN 319 102-1 section 5.2, of which every judgement of a signature or a time-stamp is made:
 * format-checking (5.2.2), signing-certificate (5.2.3), validation-context (5.2.4), certificate/ (5.2.5, 5.2.6),
 * cryptographic-verification (5.2.7), acceptance (5.2.8), with what a format hands over (`facts.ts`), the outcome, and
 * the session that all judgements of a document share. Knows no format and no time-stamp; refuses to conclude TOTAL-PASSED
 * from anything that was not finished.
 */
import type { Rule } from '../rule.ts';
import { ADES_ALGORITHM, ADES_KEY_USAGE, ADES_REFERENCED_PATH } from './acceptance.ts';
import { ADES_REVOCATION } from './certificate/index.ts';
import { ADES_KEY } from './cryptographic-verification.ts';
import { ADES_IGNORED } from './format-checking.ts';
import { ADES_SIGNING_CERTIFICATE } from './signing-certificate.ts';
import { ADES_POLICY } from './validation-context.ts';

export { signatureAcceptance } from './acceptance.ts';
export {
  type CertificateFinding,
  isSelfContained,
  type Material,
  type MaterialInput,
  type StatusAnswer,
  validateCertificate,
} from './certificate/index.ts';
export { cryptographicVerification } from './cryptographic-verification.ts';
export type { CertificateReference, SignatureFacts, TimestampFacts } from './facts.ts';
export { formatChecking } from './format-checking.ts';
export { SIGNATURE_KINDS } from './kinds.ts';
export type { SignatureOptions } from './options.ts';
export {
  conclude,
  type Finding,
  type Outcome,
  outcomeOf,
  unfinished,
  verdictOf,
  worstOf,
} from './outcome.ts';
export { referenceFault } from './reference.ts';
export type {
  DocumentReport,
  Indication,
  SignatureFormat,
  SignatureLevel,
  SignatureReport,
  SignedMaterial,
  SubIndication,
} from './report.ts';
export { type DocumentSession, openDocument } from './session.ts';
export { identifySigner } from './signing-certificate.ts';
export { type BelievedTimestamp, distinct, type SupportObject, supportOf } from './support.ts';
export { validationContext } from './validation-context.ts';

/** Every rule of the blocks. */
export const BUILDING_BLOCK_RULES: readonly Rule[] = [
  ADES_IGNORED,
  ADES_SIGNING_CERTIFICATE,
  ADES_POLICY,
  ADES_KEY,
  ADES_REVOCATION,
  ADES_ALGORITHM,
  ADES_KEY_USAGE,
  ADES_REFERENCED_PATH,
];
