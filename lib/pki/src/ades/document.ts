import type { Check } from '../report.ts';
import { outcomeOf, verdictOf, worstOf } from './outcome.ts';
import type { DocumentReport, SignatureFormat, SignatureReport } from './report.ts';

/**
 * The report of a document: no better than its worst signature. `checks` are those of what surrounds the signatures;
 * any that failed or stayed open makes the document a FORMAT_FAILURE. Without a signature it is INDETERMINATE.
 */
export function documentReport(
  format: SignatureFormat,
  time: number,
  checks: readonly Check[],
  signatures: readonly SignatureReport[],
): DocumentReport {
  const broken = checks.some(({ status }) => status === 'failed' || status === 'undetermined');
  const outcome = worstOf([...(broken ? [outcomeOf('FORMAT_FAILURE')] : []), ...signatures]);
  return { verdict: verdictOf(outcome), time, checks, format, ...outcome, signatures };
}
