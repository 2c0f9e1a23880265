import { type Check, type ExplainableReport, type ExplainedReport, explainReport } from '@kazasu/pki';
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

/** Words of checks without facts are the same in every report: one for each rule, outcome and language. */
const KNOWN_WORDS = new Map<string, string>();
const KNOWN_MOST = 4096;

/** The same as JSON. Most checks of a report tell the same in the next, and need not be put into words again. */
export function explainText(report: ExplainableReport, language: Language): string {
  // What has signatures of its own has members behind the checks.
  if (report.signatures !== undefined) return JSON.stringify(explain(report, language));
  const frame = JSON.stringify(explain({ ...report, checks: [] }, language));
  const checks = report.checks.map((check) => checkText(check, language));
  return `${frame.slice(0, -END.length)}[${checks.join(',')}]}`;
}

const END = '[]}';

function checkText(check: Check, language: Language): string {
  const { id, status, reason = '', citation, facts } = check;
  const isKnowable = facts === undefined;
  const name = `${language}\n${id}\n${status}\n${reason}\n${citation}`;
  const known = isKnowable ? KNOWN_WORDS.get(name) : undefined;
  if (known !== undefined) return known;
  const text = JSON.stringify(explain({ verdict: 'valid', checks: [check] }, language).checks[0]);
  if (isKnowable && KNOWN_WORDS.size < KNOWN_MOST) KNOWN_WORDS.set(name, text);
  return text;
}
