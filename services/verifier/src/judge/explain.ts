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

/** A check that was put into words before, and what came of it. */
interface KnownWords {
  readonly check: Check;
  readonly text: string;
}

/** Words of checks without facts are the same in every report: by language and rule, one for each outcome. */
const KNOWN_WORDS = { ja: new Map<string, KnownWords[]>(), en: new Map<string, KnownWords[]>() };
/** Rules are a closed table and have few outcomes each; this bounds what a fault of ours would make. */
const OUTCOMES_MOST = 32;

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
  if (check.facts !== undefined) return putIntoWords(check, language);
  const ofRule = KNOWN_WORDS[language].get(check.id) ?? [];
  const known = ofRule.find((each) => isSame(each.check, check));
  if (known !== undefined) return known.text;
  const text = putIntoWords(check, language);
  if (ofRule.length < OUTCOMES_MOST) KNOWN_WORDS[language].set(check.id, [...ofRule, { check, text }]);
  return text;
}

function isSame(one: Check, other: Check): boolean {
  return one.status === other.status && one.reason === other.reason && one.citation === other.citation;
}

function putIntoWords(check: Check, language: Language): string {
  return JSON.stringify(explain({ verdict: 'valid', checks: [check] }, language).checks[0]);
}
