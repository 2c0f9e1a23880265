/**
 * Paths from a certificate to a trust anchor (RFC 5280 section 6): `build.ts` finds chains among `pool.ts` under a
 * budget, `check-*.ts` judge them, one rule a file, `rules.ts` lists the rules, `status.ts` asks for revocation, and
 * `judge-path.ts` tries chains until one is valid. Refuses every critical extension that neither a rule nor the
 * profile understands, and gives up what costs more than any honest path.
 */
export { PATH_BUDGET, type PathBudget } from './budget.ts';
export type {
  CertificateInput,
  PathDemands,
  PathOptions,
  PathReport,
  RevocationDemands,
} from './options.ts';
export { PATH_RULES } from './rules.ts';
export { judgeOptions, validatePath } from './validate.ts';
