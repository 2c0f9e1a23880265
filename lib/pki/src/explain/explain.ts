import type { Check, CheckStatus, Report, Verdict } from '../report.ts';
import type { Text } from '../rule.ts';
import { RULES } from './catalogue.ts';

export type Language = keyof Text;

export interface ExplainedCheck {
  readonly id: string;
  readonly status: CheckStatus;
  readonly statusText: string;
  /** What was looked at. */
  readonly title: string;
  /** Why it failed or stayed open. */
  readonly reasonText?: string;
  readonly citation: string;
}

export interface ExplainedReport {
  readonly verdict: Verdict;
  readonly verdictText: string;
  readonly checks: readonly ExplainedCheck[];
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
 * A report in words. A check of another room, whose rule is not known here, is called by its identifier and its reason
 * by its name: nothing is left out of what is shown.
 */
export function explainReport(
  { verdict, checks }: Pick<Report, 'verdict' | 'checks'>,
  language: Language,
): ExplainedReport {
  return {
    verdict,
    verdictText: VERDICTS[verdict][language],
    checks: checks.map((check) => explainCheck(check, language)),
  };
}

function explainCheck({ id, status, reason, citation }: Check, language: Language): ExplainedCheck {
  const entry = RULES.get(id);
  return {
    id,
    status,
    statusText: STATUSES[status][language],
    title: entry?.title[language] ?? id,
    ...(reason !== undefined && { reasonText: reasonText(entry?.reasons, reason)?.[language] ?? reason }),
    citation,
  };
}

function reasonText(
  reasons: { readonly [reason: string]: Text } | undefined,
  reason: string,
): Text | undefined {
  return reasons !== undefined && Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
}
