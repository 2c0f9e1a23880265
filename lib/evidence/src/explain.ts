import { type ExplainableReport, type ExplainedReport, explainReport, type Language } from '@kazasu/pki';
import type { Rule } from '@kazasu/pki/rule';
import { EVIDENCE_RULES } from './check/index.ts';

const RULES: ReadonlyMap<string, Rule> = new Map(EVIDENCE_RULES.map((rule) => [rule.id, rule]));

/** A report of this room in words of one language. The judgements inside of it are reports of `@kazasu/pki`: `explainReport`. */
export function explainEvidence(report: ExplainableReport, language: Language): ExplainedReport {
  const { verdict, checks } = report;
  const explained = explainReport({ verdict, checks }, language);
  return {
    ...explained,
    checks: explained.checks.map((check, i) => {
      const rule = RULES.get(check.id);
      const reason = checks[i]?.reason;
      if (rule === undefined) return check;
      const words =
        reason !== undefined && Object.hasOwn(rule.reasons, reason) ? rule.reasons[reason] : undefined;
      return { ...check, title: rule.title[language], ...(words && { reasonText: words[language] }) };
    }),
  };
}
