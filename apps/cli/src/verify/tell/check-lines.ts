import { type Check, explainReport, type Language, type Report } from '@kazasu/pki';
import { table } from '../../terminal.ts';

/** Which checks are shown: those that decided against it, or all. */
export function checkLines(
  { verdict, checks }: Pick<Report, 'verdict' | 'checks'>,
  language: Language,
  all: boolean,
): string {
  const shown = distinct(all ? checks : checks.filter(decides));
  const explained = explainReport({ verdict, checks: shown }, language).checks;
  return explained
    .map(({ id, statusText, title, reasonText, citation }, at) => {
      const code = factsOf(shown[at], all);
      const what = reasonText === undefined ? title : `${title}: ${reasonText}`;
      return indented(`${statusText}  ${what}${code} [${citation}]${all ? ` ${id}` : ''}`);
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

/** The code of an error always, all public facts only where everything is shown. */
function factsOf(check: Check | undefined, all: boolean): string {
  const facts = Object.entries(check?.facts ?? {}).filter(
    ([name]) => all || name === 'code' || name === 'change',
  );
  return facts.length === 0 ? '' : ` (${facts.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}

function indented(line: string): string {
  return `  ${line}`;
}
