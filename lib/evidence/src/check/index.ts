/**
 * The judge of bundles and of two heads: rules with their words, and reports. Owns what has to hold for evidence to stand
 * years later; paths, lists and time-stamps are judged by `@kazasu/pki`. Believes nothing that the caller did not bring.
 */
import type { Rule } from '@kazasu/pki/rule';
import { CONSISTENCY_RULES } from './consistency-rules.ts';
import { RECORD_RULES } from './rules-record.ts';
import { SIGNATURE_RULES } from './rules-signature.ts';
import { TIME_RULES } from './rules-time.ts';

export { checkBundle } from './check-bundle.ts';
export {
  type ConsistencyOptions,
  checkConsistency,
  PROOF_FORMAT,
  parseConsistencyProof,
} from './consistency.ts';
export type {
  CheckOptions,
  DocumentQuestion,
  EvidenceReport,
  EvidenceTrust,
  JudgeDocument,
  SignatureState,
  Wanted,
} from './options.ts';
export { rootsIn } from './wanted.ts';

/** Every rule of the folder. */
export const EVIDENCE_RULES: readonly Rule[] = [
  ...RECORD_RULES,
  ...TIME_RULES,
  ...SIGNATURE_RULES,
  ...CONSISTENCY_RULES,
];
