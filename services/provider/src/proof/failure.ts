import type { Check, Report } from '@kazasu/pki/login';
import type { AppProblemCode } from '../api/app.ts';

/** The reasons that may end a login: digits that were not matched, or why a card proof is refused. */
export type FailureCode = Extract<
  AppProblemCode,
  | 'match_failed'
  | 'proof_invalid'
  | 'certificate_invalid'
  | 'certificate_expired'
  | 'certificate_revoked'
  | 'revocation_unknown'
  | 'items_invalid'
  | 'chip_invalid'
  | 'service_unavailable'
>;

interface Row {
  readonly code: FailureCode;
  readonly matches: (check: Check) => boolean;
}

/** Checks without which there is nothing to talk about. */
const PROOF: ReadonlySet<string> = new Set(['authentication.signature', 'certificate.form']);

const failed = (check: Check) => check.status === 'failed';

/**
 * From the checks of a report to the one reason that is told, the first row that matches. A proof that proves
 * nothing comes first: what an unproved certificate looks like is nobody's business.
 */
const ROWS: readonly Row[] = [
  { code: 'proof_invalid', matches: (check) => failed(check) && PROOF.has(check.id) },
  { code: 'certificate_invalid', matches: (check) => failed(check) && isAboutCertificate(check) },
  { code: 'certificate_expired', matches: (check) => failed(check) && check.reason === 'expired' },
  { code: 'certificate_revoked', matches: (check) => failed(check) && check.id === 'revocation.status' },
  { code: 'items_invalid', matches: (check) => failed(check) && check.id.startsWith('items.') },
  { code: 'chip_invalid', matches: (check) => failed(check) && /^(chip|age)\./.test(check.id) },
  { code: 'certificate_invalid', matches: failed },
  { code: 'service_unavailable', matches: (check) => check.id === 'judgement.complete' },
  { code: 'revocation_unknown', matches: (check) => check.status === 'undetermined' },
];

/** Failures of the path and the profile, apart from the one that comes with age. */
function isAboutCertificate(check: Check): boolean {
  return /^(certificate|path|profile|authority)\./.test(check.id) && check.reason !== 'expired';
}

/** Undefined for a report that is valid; a report without any check fails too. */
export function failureOf(report: Report): FailureCode | undefined {
  if (report.verdict === 'valid') return undefined;
  return ROWS.find(({ matches }) => report.checks.some(matches))?.code ?? 'proof_invalid';
}
