import {
  type Check,
  type ExplainableReport,
  type ExplainedCheck,
  type ExplainedFact,
  type ExplainedReport,
  explainReport,
  type Language,
} from '@kazasu/pki';
import type { Rule } from '@kazasu/pki/rule';
import { EVIDENCE_RULES } from './check/index.ts';
import { FACT_LABELS, TIME_FACTS } from './fact.ts';

const RULES: ReadonlyMap<string, Rule> = new Map(EVIDENCE_RULES.map((rule) => [rule.id, rule]));

/** A report of this room in words of one language. The judgements inside of it are reports of `@kazasu/pki`: `explainReport`. */
export function explainEvidence(report: ExplainableReport, language: Language): ExplainedReport {
  const { verdict, checks } = report;
  const explained = explainReport({ verdict, checks }, language);
  return {
    ...explained,
    checks: explained.checks.map((told, i) => explainCheck(told, checks[i] as Check, language)),
  };
}

function explainCheck(told: ExplainedCheck, check: Check, language: Language): ExplainedCheck {
  const rule = RULES.get(check.id);
  if (rule === undefined) return told;
  const { reason } = check;
  const words =
    reason !== undefined && Object.hasOwn(rule.reasons, reason) ? rule.reasons[reason] : undefined;
  return {
    ...told,
    title: rule.title[language],
    ...(words && { reasonText: words[language] }),
    ...(told.facts && { facts: told.facts.map((fact) => explainFact(fact, check, language)) }),
  };
}

function explainFact(fact: ExplainedFact, { facts = {} }: Check, language: Language): ExplainedFact {
  const { name } = fact;
  if (name === 'because') return { ...fact, text: becauseText(facts, language) };
  const label = Object.hasOwn(FACT_LABELS, name) ? FACT_LABELS[name]?.[language] : undefined;
  const value = facts[name];
  const time =
    TIME_FACTS.has(name) && typeof value === 'number' ? { time: value, text: timeText(value) } : {};
  return { ...fact, ...(label && { label }), ...time };
}

/** The reason of the rule inside that decided, in that rule's own words. */
function becauseText({ rule, because }: NonNullable<Check['facts']>, language: Language): string {
  const inner = { id: String(rule), status: 'failed', reason: String(because), citation: '' } as const;
  return (
    explainReport({ verdict: 'invalid', checks: [inner] }, language).checks[0]?.reasonText ?? String(because)
  );
}

const timeText = (time: number) => new Date(time).toISOString();
