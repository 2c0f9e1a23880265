import { type ExplainableReport, type ExplainedReport, explainReport } from '@kazasu/pki';
import type { Language } from '../text.ts';
import { OWN_RULES, type OwnRule } from './rules.ts';

const RULES: ReadonlyMap<string, OwnRule> = new Map(OWN_RULES.map((rule) => [rule.id, rule]));

/** A report in words of one language, this service's own checks among them. */
export function explain(report: ExplainableReport, language: Language): ExplainedReport {
  const explained = explainReport(report, language);
  return {
    ...explained,
    checks: explained.checks.map((check, i) => {
      const rule = RULES.get(check.id);
      if (rule === undefined) return check;
      const reason = rule.reasons[report.checks[i]?.reason ?? ''];
      return { ...check, title: rule.title[language], ...(reason && { reasonText: reason[language] }) };
    }),
  };
}
