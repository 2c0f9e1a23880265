import {
  type DocumentReport,
  type Outcome,
  outcomeOf,
  type SignatureFormat,
  type SignatureReport,
  verdictOf,
  worstOf,
} from '../building-block/index.ts';
import type { Check } from '../report.ts';

/**
 * The report of a document: no better than its worst signature, nor than `checks`, those of what surrounds the signatures.
 * One that failed makes the document a FORMAT_FAILURE, because it is not what its format says. One that stayed open leaves it
 * INDETERMINATE without a sub-indication.
 *
 * So is a document without a signature, in every format: the sub-indications of ETSI EN 319 102-1 (tables 5 and 6) are about
 * a signature that is there, and nothing failed. The format says so by a check of its own that is undetermined; and a
 * fault of our own is `judgement.complete`, undetermined likewise, never a failure of the document.
 */
export function documentReport(
  format: SignatureFormat,
  time: number,
  checks: readonly Check[],
  signatures: readonly SignatureReport[],
): DocumentReport {
  const has = (status: Check['status']) => checks.some((check) => check.status === status);
  const outcome = worstOf([
    ...(has('failed') ? [outcomeOf('FORMAT_FAILURE')] : []),
    // The first of equals counts: what a signature lacks says more.
    ...signatures,
    ...(has('undetermined') ? [OPEN] : []),
  ]);
  return { verdict: verdictOf(outcome), time, checks, format, ...outcome, signatures };
}

const OPEN: Outcome = { indication: 'INDETERMINATE' };
