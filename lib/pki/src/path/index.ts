/**
 * Paths from a certificate to a trust anchor (RFC 5280 section 6): `build.ts` finds chains among `pool.ts` under a
 * budget, `check-*.ts` judge them, one rule a file, `rules.ts` lists the rules, `status.ts` asks for revocation, and
 * `judge-path.ts` tries chains until one is valid. `validatePath` is one question; whoever has several about one document opens
 * a session for them (`openSession`, `judgeWithin`, `statusWithin`), and its ledger counts what they cost together. Refuses every critical extension that neither a rule nor the
 * profile understands, and gives up what costs more than any honest path.
 */
export { PATH_BUDGET, type PathBudget } from './budget.ts';
export { type Read, readInput } from './input.ts';
export type { PathJudgement } from './judge-path.ts';
export {
  allowsEvidence,
  allowsSignature,
  isSignedBy,
  type Ledger,
  openLedger,
} from './ledger.ts';
export type {
  CertificateInput,
  PathDemands,
  PathOptions,
  PathReport,
  RevocationDemands,
} from './options.ts';
export { PATH_RULES } from './rules.ts';
export { openSession, type PathMaterial, type Session } from './session.ts';
export type { ChainStatus, LearnStatus, StatusSubject } from './status.ts';
export { judgeOptions, validatePath } from './validate.ts';
export { judgeWithin, statusWithin, type WithinQuestion } from './within.ts';
