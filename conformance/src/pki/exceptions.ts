import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One disagreement with an outside suite or peer that we stand by. */
export interface Exception {
  readonly test: string;
  /** Our verdict. */
  readonly ours: string;
  readonly reason: string;
}

/** Reads `conformance/exceptions/{name}.tsv`: a heading line, then test, our verdict and the reason, by tabs. */
export function readExceptions(name: string): readonly Exception[] {
  const text = readFileSync(join(import.meta.dirname, '../../exceptions', `${name}.tsv`), 'utf8');
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [test = '', ours = '', reason = ''] = line.split('\t');
      return { test, ours, reason };
    });
}

/** What a run found and what the file says, as texts that a test can compare. */
export function disagreements(exceptions: readonly Exception[]): string[] {
  return exceptions.map(({ test, ours }) => `${test} ${ours}`).sort();
}
