import { explainEvidence } from '@kazasu/evidence';
import type { Check, ExplainedFact, Language, Verdict } from '@kazasu/pki';
import { CommandProblem } from '../problem.ts';
import { timeText } from '../verify/tell/time.ts';
import { adviceFor } from './advice.ts';
import type { Text } from './words.ts';

/** Which checks are shown: those that decided against it, or all. */
export function checkLines(
  { verdict, checks }: { readonly verdict: Verdict; readonly checks: readonly Check[] },
  language: Language,
  all: boolean,
): string {
  const shown = all
    ? checks
    : checks.filter(({ status }) => status === 'failed' || status === 'undetermined');
  return explainEvidence({ verdict, checks: shown }, language)
    .checks.map(({ id, statusText, title, reasonText, citation, facts = [] }) => {
      const what = reasonText === undefined ? title : `${title}: ${reasonText}`;
      return `  ${statusText}  ${what}${factsText(facts)} [${citation}]${all ? ` ${id}` : ''}`;
    })
    .join('\n');
}

function factsText(facts: readonly ExplainedFact[]): string {
  if (facts.length === 0) return '';
  const told = facts.map(
    ({ label, text, time }) => `${label}: ${time === undefined ? text : timeText(time)}`,
  );
  return ` (${told.join(', ')})`;
}

const INVALID: Text = { en: 'It is not valid.', ja: '有効ではありません。' };
const OPEN: Text = { en: 'It cannot be decided whether it is valid.', ja: '有効かどうか判定できません。' };

/** Why the command ends with another code than 0, and what can be done; undefined for what is valid. */
export function closing(
  { verdict, checks }: { readonly verdict: Verdict; readonly checks: readonly Check[] },
  language: Language,
): CommandProblem | undefined {
  if (verdict === 'valid') return undefined;
  const [code, cause] =
    verdict === 'invalid' ? (['refused', INVALID] as const) : (['undecided', OPEN] as const);
  const advice = adviceFor(checks).map((text) => text[language]);
  return new CommandProblem(code, cause[language], advice.join('\n'));
}
