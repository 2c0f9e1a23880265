/**
 * The verdict type of every judgement in this project: a list of checks with status, reason and citation,
 * never a bare boolean. Certificates that a report has are not enumerable, so that `JSON.stringify` and logs leave them out;
 * `reportData` gives a report as plain JSON with a type, `explainReport` puts it into words.
 */
import type { Evidence } from './evidence.ts';

/** `undetermined`: the facts to decide were not to be had; it never counts as passed. */
export type CheckStatus = 'passed' | 'failed' | 'undetermined' | 'skipped';

/** One rule, and what became of it. */
export interface Check {
  /** Dotted, stable: `path.validity`, `revocation.crl.signature`, `profile.keyUsage`. */
  readonly id: string;
  readonly status: CheckStatus;
  /** Why it failed, could not be decided or was skipped; closed list per check, documented beside the check. */
  readonly reason?: string;
  /** The clause the rule comes from, e.g. `RFC 5280 6.1.3 (a)(2)`. */
  readonly citation: string;
  /** Public facts that explain the status: times, key identifiers, CRL numbers. Never personal data. */
  readonly facts?: { readonly [name: string]: string | number };
}

/** `invalid`: a check failed. `indeterminate`: none failed, but something to decide by was not to be had. Act on nothing but `valid`. */
export type Verdict = 'valid' | 'invalid' | 'indeterminate';

/** What every judge gives. Plain data, but for certificates, which are not enumerable. */
export interface Report {
  readonly verdict: Verdict;
  /** The time the judgement is for, milliseconds since 1970. */
  readonly time: number;
  /** In the order in which they were made; after one that failed, the others are still made where they can be. */
  readonly checks: readonly Check[];
  /** What the judgement rests on, each named by its hash, so that a third party can repeat it. */
  readonly evidence?: readonly Evidence[];
}

/** Any failed check makes the whole invalid, any undetermined one indeterminate. No check at all is not valid. */
export function reportOf(time: number, checks: readonly Check[], evidence?: readonly Evidence[]): Report {
  const failed = checks.some((check) => check.status === 'failed');
  const open = checks.length === 0 || checks.some((check) => check.status === 'undetermined');
  const verdict = failed ? 'invalid' : open ? 'indeterminate' : 'valid';
  return { verdict, time, checks, ...(evidence && { evidence }) };
}

/** The first check that decided against the subject, for error messages. */
export function decisiveCheck(report: Report): Check | undefined {
  return (
    report.checks.find((check) => check.status === 'failed') ??
    report.checks.find((check) => check.status === 'undetermined')
  );
}
