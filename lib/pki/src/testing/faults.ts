import type { Report } from '../report.ts';

/** Every check that did not pass, as `id reason`; skipped ones are left out. A test plants one fault and names all it causes. */
export function faults(report: Report): string[] {
  return report.checks
    .filter(({ status }) => status === 'failed' || status === 'undetermined')
    .map(({ id, reason }) => `${id} ${reason}`);
}

/** The code of the error that a parser throws; fails the test if it throws none. */
export function codeOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    return (error as { code: string }).code;
  }
  throw new Error('nothing was thrown');
}
