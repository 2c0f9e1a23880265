import type { Check, Report } from '@kazasu/pki/login';

/**
 * Facts that may be kept with a login. Dates of the person's certificate may not: it ends on a birthday (facts b.2);
 * nor may the time of a revocation, which finds the serial number in a public list.
 */
const KEPT: ReadonlySet<string> = new Set([
  'anchor',
  'code',
  'count',
  'keyId',
  'nextUpdate',
  'number',
  'position',
  'producedAt',
  'reason',
  'thisUpdate',
]);

/** The report without what would tell who it was about. */
export function keepableReport(report: Report): Report {
  return { ...report, checks: report.checks.map(keepableCheck) };
}

function keepableCheck({ facts, ...check }: Check): Check {
  const kept = Object.entries(facts ?? {}).filter(([name]) => KEPT.has(name));
  return kept.length === 0 ? check : { ...check, facts: Object.fromEntries(kept) };
}
