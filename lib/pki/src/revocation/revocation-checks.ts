import { statusCheck } from '../revocation-status.ts';
import { defineRule, undetermined } from '../rule.ts';
import { crlOpinion } from './crl-opinion.ts';
import { ocspOpinion } from './ocsp-opinion.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import type { RevocationBudget, RevocationJudgement, RevocationOptions } from './options.ts';

const BUDGET: RevocationBudget = { evidence: 64, signers: 4 };

/**
 * Learns from everything at hand whether a certificate is revoked. A revocation decides, whoever says it; a hold
 * decides unless who says "good" has learnt it later; "good" decides over silence and ignorance, unless
 * something that says otherwise could not be examined within the limits. Junk whose signature was found to be wrong is
 * passed over: else anybody could withhold the word "good" from everybody. Never throws for
 * what the evidence contains.
 */
export function revocationChecks(options: RevocationOptions): RevocationJudgement {
  const budget = { ...BUDGET, ...options.budget };
  const opinions = [crlOpinion(options, budget), ocspOpinion(options, budget)];
  const { checks, evidence, ...said } = decisive(opinions);
  const settled = opinions.every((opinion) => opinion.settled);
  const held = !settled && said.status?.kind === 'good';
  const { status, vouchers } = held ? NO_OPINION : said;
  const examined = settled || status?.kind === 'revoked' ? [] : [undetermined(REVOCATION_EXAMINED, 'budget')];
  return { checks: [...checks, ...examined, statusCheck(status)], evidence, status, vouchers, settled };
}

export const REVOCATION_EXAMINED = defineRule({
  id: 'revocation.examined',
  citation: 'house rule: evidence that was not examined hides nothing',
  title: {
    en: 'everything that lists the certificate as revoked was examined',
    ja: '証明書が失効していると記載された情報をすべて確認できたこと',
  },
  reasons: {
    budget: {
      en: 'a CRL or an OCSP answer that lists the certificate was not examined to the end, because a limit was reached: it may be true',
      ja: '検証の上限に達したため、証明書が記載されたCRLまたはOCSPレスポンスの真偽を確認できませんでした',
    },
  },
});

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
