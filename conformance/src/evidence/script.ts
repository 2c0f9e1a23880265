/** Runs `check_bundle.py`, which knows nothing of this project but its documentation. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPENSSL, PYTHON, requirePeer } from '@kazasu/server/peer';

const SCRIPT = join(import.meta.dirname, 'check_bundle.py');
const python = requirePeer(PYTHON);

/** Why the tests cannot run here, if they cannot. */
export const skip = python.missing || requirePeer(OPENSSL).missing;

export interface Judged {
  readonly record: string;
  readonly signature: string;
  readonly verdict: string;
  readonly told: string;
}

export interface Files {
  readonly bundle: Uint8Array;
  readonly trust: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly document?: Uint8Array | undefined;
}

/** What the script says. Rejects unless its exit code is that of its verdict. */
export async function judgeApart({ bundle, trust, time, document }: Files): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
  const write = (name: string, content: Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const typed = [write('bundle.json', bundle), '--trust', write('trust.json', trust), '--time', String(time)];
  if (document !== undefined) typed.push('--document', write('document', document));
  try {
    return await run(typed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EXIT = new Map([
  ['valid', 0],
  ['invalid', 1],
  ['indeterminate', 3],
]);

function run(typed: readonly string[]): Promise<Judged> {
  return new Promise((resolve, reject) => {
    execFile(python.path, [SCRIPT, ...typed], { timeout: 120_000 }, (problem, out, err) => {
      const line = (name: string) => new RegExp(`^${name}: (\\w+)$`, 'm').exec(out)?.[1] ?? '';
      const verdict = line('verdict');
      const status = problem === null ? 0 : problem.code;
      if (EXIT.get(verdict) !== status) reject(new Error(`exit code ${status}: ${out}\n${err}`));
      else resolve({ record: line('record'), signature: line('signature'), verdict, told: out });
    });
  });
}
