import type { Check } from '../report.ts';
import { statusCheck } from '../revocation-status.ts';
import { crlOpinion } from './crl-opinion.ts';
import { ocspOpinion } from './ocsp-opinion.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import type { RevocationBudget, RevocationJudgement, RevocationOptions } from './options.ts';

const BUDGET: RevocationBudget = { evidence: 64, signers: 4 };

/**
 * Learns from everything at hand whether a certificate is revoked. A revocation decides, whoever says it; a hold
 * decides unless who says "good" has learnt it later; "good" decides over silence and ignorance. Never throws for
 * what the evidence contains.
 */
export function revocationChecks(options: RevocationOptions): RevocationJudgement {
  const budget = { ...BUDGET, ...options.budget };
  const opinions = [crlOpinion(options, budget), ocspOpinion(options, budget)];
  const { status, checks, evidence } = decisive(opinions);
  return { checks: [...checks, statusCheck(status)] satisfies Check[], evidence, status };
}

function decisive(opinions: readonly Opinion[]): Opinion {
  const said = opinions.filter(({ status }) => status !== undefined);
  const revoked = said.find(
    ({ status }) => status?.kind === 'revoked' && status.reason !== 'certificateHold',
  );
  if (revoked !== undefined) return revoked;
  const good = latest(said.filter(({ status }) => status?.kind === 'good'));
  const hold = latest(said.filter(({ status }) => status?.kind === 'revoked'));
  if (hold !== undefined) return good !== undefined && good.since > hold.since ? good : hold;
  return good ?? said[0] ?? silent(opinions);
}

function latest(opinions: readonly Opinion[]): Opinion | undefined {
  return opinions.reduce<Opinion | undefined>(
    (best, one) => (best === undefined || one.since > best.since ? one : best),
    undefined,
  );
}

/** Nobody says anything: what each lacks. */
function silent(opinions: readonly Opinion[]): Opinion {
  return {
    ...NO_OPINION,
    checks: opinions.flatMap(({ checks }) => checks),
    evidence: opinions.flatMap(({ evidence }) => evidence),
  };
}
