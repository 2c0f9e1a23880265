import { type Check, type ExplainedFact, explainReport, type Language, type Report } from '@kazasu/pki';
import { table } from '../../terminal.ts';
import { timeText } from './time.ts';

/** Which checks are shown: those that decided against it, or all. */
export function checkLines(
  { verdict, checks }: Pick<Report, 'verdict' | 'checks'>,
  language: Language,
  all: boolean,
): string {
  const shown = distinct(all ? checks : checks.filter(decides));
  const explained = explainReport({ verdict, checks: shown }, language).checks;
  return explained
    .map(({ id, statusText, title, reasonText, citation, facts = [] }) => {
      const what = reasonText === undefined ? title : `${title}: ${reasonText}`;
      return indented(`${statusText}  ${what}${factsOf(facts, all)} [${citation}]${all ? ` ${id}` : ''}`);
    })
    .join('\n');
}

/** Rows of two columns, moved in. */
export function rows(content: readonly (readonly string[])[]): string {
  return table(content)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function decides({ status }: Check): boolean {
  return status === 'failed' || status === 'undetermined';
}

/** The same said of several certificates or lists is said once. */
function distinct(checks: readonly Check[]): Check[] {
  const byText = new Map(checks.map((check) => [JSON.stringify(check), check]));
  return [...byText.values()];
}

/** Without these nobody finds the place: the code of an error, which certificate of a path, what changed in a file. */
const ALWAYS: readonly string[] = ['code', 'position', 'change', 'oid'];

/** All public facts only where everything is shown. */
function factsOf(facts: readonly ExplainedFact[], all: boolean): string {
  const shown = facts.filter(({ name }) => all || ALWAYS.includes(name));
  return shown.length === 0 ? '' : ` (${shown.map((fact) => `${fact.label}: ${factText(fact)}`).join(', ')})`;
}

/** Times as on the clocks of Japan. */
function factText({ text, time }: ExplainedFact): string {
  return time === undefined ? text : timeText(time);
}

function indented(line: string): string {
  return `  ${line}`;
}
