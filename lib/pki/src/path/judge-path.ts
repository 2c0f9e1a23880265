import type { Certificate } from '../certificate.ts';
import type { Evidence } from '../evidence.ts';
import { type Check, reportOf, type Verdict } from '../report.ts';
import { spend } from './budget.ts';
import { findChains } from './build.ts';
import { judgeChain } from './judge-chain.ts';
import { foundChecks, missingChecks } from './search-checks.ts';
import { type Question, type Session, searchFor } from './session.ts';
import { chainStatus } from './status.ts';

export interface PathJudgement {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly chain?: readonly Certificate[];
  readonly policies?: readonly string[];
  /** About revocation; the chain is evidence too. */
  readonly evidence: readonly Evidence[];
}

/**
 * Tries chains until one is valid. Otherwise the one that lacks least is reported (fewest failed checks, then fewest
 * open ones, then the first found), or the leaf alone if no chain leads to an anchor.
 */
export function judgePath(question: Question, session: Session): PathJudgement {
  const { leaf, time, demands } = question;
  const { meter } = session.ledger;
  const search = searchFor(question, session);
  let best: Attempt | undefined;
  for (const chain of findChains(leaf, search)) {
    if (!spend(meter, 'chains')) break;
    const attempt = attemptOf(chain, question, session);
    if (attempt.verdict === 'valid') return attempt;
    if (best === undefined || isBetter(attempt, best)) best = attempt;
  }
  if (best !== undefined) return best.complete ? best : withStatus(best, question, session);
  const { checks } = judgeChain([leaf], false, { time, demands, ledger: session.ledger });
  return judgementOf(time, [...missingChecks(search.notes, meter), ...checks]);
}

interface Attempt extends PathJudgement {
  readonly chain: readonly Certificate[];
  /** False while revocation has not been looked at, because the chain was not valid anyhow. */
  readonly complete: boolean;
}

function attemptOf(chain: readonly Certificate[], question: Question, session: Session): Attempt {
  const { time, demands, revocation } = question;
  const judged = judgeChain(chain, true, { time, demands, ledger: session.ledger });
  const checks = [...foundChecks(chain), ...judged.checks];
  const attempt = { ...judgementOf(time, checks), chain, policies: judged.policies, complete: !revocation };
  return revocation && attempt.verdict === 'valid' ? withStatus(attempt, question, session) : attempt;
}

function withStatus(attempt: Attempt, { time }: Question, session: Session): Attempt {
  const { checks, evidence } = chainStatus(attempt.chain, time, session, judgePath);
  return { ...attempt, ...judgementOf(time, [...attempt.checks, ...checks]), evidence, complete: true };
}

function judgementOf(time: number, checks: readonly Check[]) {
  return { verdict: reportOf(time, checks).verdict, checks, evidence: [] };
}

function isBetter(one: Attempt, other: Attempt): boolean {
  const failed = countOf(one, 'failed') - countOf(other, 'failed');
  if (failed !== 0) return failed < 0;
  return countOf(one, 'undetermined') < countOf(other, 'undetermined');
}

function countOf({ checks }: Attempt, status: Check['status']): number {
  return checks.filter((check) => check.status === status).length;
}
