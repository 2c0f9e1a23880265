import { JUDGEMENT_COMPLETE } from '../complete.ts';
import type { Ledger } from '../path/index.ts';
import type { Check, Verdict } from '../report.ts';
import { undetermined } from '../rule.ts';
import type { Indication, SubIndication } from './report.ts';

/** What one building block found: its checks, and the first fault if there is one. */
export interface Finding {
  readonly checks: readonly Check[];
  readonly fault?: SubIndication | undefined;
  /** The judgement was not finished: it does not pass, and no sub-indication of the standard says why. */
  readonly unfinished?: boolean;
}

export interface Outcome {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
}

/** ETSI EN 319 102-1 table 5: what proves that the signature is no good. Everything else may be settled by more facts. */
const FATAL: ReadonlySet<SubIndication> = new Set<SubIndication>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
]);

export function outcomeOf(subIndication: SubIndication): Outcome {
  return { indication: FATAL.has(subIndication) ? 'TOTAL-FAILED' : 'INDETERMINATE', subIndication };
}

/**
 * The outcome of all blocks: a proof of failure, wherever it was found, or else the first thing that is missing.
 * The standard stops at the first fault; here all blocks run, so that nobody goes looking for a missing certificate
 * of a signature that is broken anyway.
 */
export function conclude(findings: readonly Finding[]): Outcome {
  const faults = findings.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  const decisive = faults.find((fault) => FATAL.has(fault)) ?? faults[0];
  if (decisive !== undefined) return outcomeOf(decisive);
  return { indication: findings.some((one) => one.unfinished === true) ? 'INDETERMINATE' : 'TOTAL-PASSED' };
}

/** Whatever was not looked at because the budget of the document was spent may have said anything. */
export function unfinished({ meter }: Ledger): Finding {
  return meter.unverified
    ? { checks: [undetermined(JUDGEMENT_COMPLETE, 'budget')], unfinished: true }
    : { checks: [] };
}

const RANK: readonly Indication[] = ['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED'];

/** The worst of several, the first of equals. */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  const rank = (outcome: Outcome) => RANK.indexOf(outcome.indication);
  const worst = outcomes.toSorted((a, b) => rank(b) - rank(a))[0];
  if (worst === undefined) return { indication: 'INDETERMINATE' };
  const { indication, subIndication } = worst;
  return { indication, ...(subIndication && { subIndication }) };
}

const VERDICTS: { readonly [indication in Indication]: Verdict } = {
  'TOTAL-PASSED': 'valid',
  'TOTAL-FAILED': 'invalid',
  INDETERMINATE: 'indeterminate',
};

export function verdictOf({ indication }: Outcome): Verdict {
  return VERDICTS[indication];
}
