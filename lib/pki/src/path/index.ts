/**
 * Paths from a certificate to a trust anchor (RFC 5280 section 6): `build.ts` finds chains under a budget,
 * `check-*.ts` judge them, one rule a file, `rules.ts` lists the rules. Refuses what it does not process: name
 * constraints, policy mappings, policy constraints and inhibitors, and every critical extension that neither a
 * rule nor the profile understands.
 */
export { PATH_BUDGET, type PathBudget } from './build.ts';
export {
  type CertificateInput,
  type PathOptions,
  type PathReport,
  validatePath,
} from './validate.ts';
