import type { Indication, SubIndication } from '../building-block/index.ts';
import type { Check, CheckStatus, Report, Verdict } from '../report.ts';
import type { Text } from '../rule.ts';
import { RULES } from './catalogue.ts';
import { type ExplainedFact, explainFacts } from './fact.ts';
import { INDICATIONS, SUB_INDICATIONS } from './indication.ts';

/** `en` or `ja`. */
export type Language = keyof Text;

/** A check in words; `id`, `status` and `citation` are those of the report. */
export interface ExplainedCheck {
  readonly id: string;
  readonly status: CheckStatus;
  readonly statusText: string;
  /** What was looked at. */
  readonly title: string;
  /** Why it failed or stayed open. */
  readonly reasonText?: string;
  readonly citation: string;
  /** What the check tells of: times, numbers, which certificate of a path. */
  readonly facts?: readonly ExplainedFact[];
}

/** A report in words of one language, with the same checks and signatures in the same order. */
export interface ExplainedReport {
  readonly verdict: Verdict;
  readonly verdictText: string;
  /** Of documents, signatures and time-stamps: what the indication of ETSI EN 319 102-1 means. */
  readonly indicationText?: string;
  /** Why it is so. */
  readonly subIndicationText?: string;
  readonly checks: readonly ExplainedCheck[];
  /** Of documents: each signature, in the order of the report. Their time-stamps are checks `ades.timestamp`. */
  readonly signatures?: readonly ExplainedReport[];
}

/** Any report of this room, also as `reportData` gives it or JSON gave it back. */
export interface ExplainableReport extends Pick<Report, 'verdict' | 'checks'> {
  readonly indication?: Indication;
  readonly subIndication?: SubIndication;
  readonly signatures?: readonly ExplainableReport[];
}

const VERDICTS: { readonly [verdict in Verdict]: Text } = {
  valid: { en: 'valid', ja: '有効' },
  invalid: { en: 'invalid', ja: '無効' },
  indeterminate: { en: 'cannot be decided', ja: '判定できません' },
};

const STATUSES: { readonly [status in CheckStatus]: Text } = {
  passed: { en: 'passed', ja: '適合' },
  failed: { en: 'failed', ja: '不適合' },
  undetermined: { en: 'not determined', ja: '確認できません' },
  skipped: { en: 'not applicable', ja: '対象外' },
};

/**
 * A report in words, with those of a document's signatures. A check of another room, whose rule is not known here, is
 * called by its identifier and its reason by its name: nothing is left out of what is shown.
 */
export function explainReport(report: ExplainableReport, language: Language): ExplainedReport {
  const { verdict, indication, subIndication, checks, signatures } = report;
  return {
    verdict,
    verdictText: VERDICTS[verdict][language],
    ...(indication && { indicationText: INDICATIONS[indication][language] }),
    ...(subIndication && { subIndicationText: SUB_INDICATIONS[subIndication][language] }),
    checks: checks.map((check) => explainCheck(check, language)),
    ...(signatures && { signatures: signatures.map((one) => explainReport(one, language)) }),
  };
}

function explainCheck({ id, status, reason, citation, facts }: Check, language: Language): ExplainedCheck {
  const reasons = RULES.get(id)?.reasons;
  const titleOf = (rule: string) => RULES.get(rule)?.title[language] ?? rule;
  return {
    id,
    status,
    statusText: STATUSES[status][language],
    title: titleOf(id),
    ...(reason !== undefined && { reasonText: reasonText(reasons, reason)?.[language] ?? reason }),
    citation,
    ...(facts && { facts: explainFacts(facts, language, titleOf) }),
  };
}

function reasonText(
  reasons: { readonly [reason: string]: Text } | undefined,
  reason: string,
): Text | undefined {
  return reasons !== undefined && Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
}
