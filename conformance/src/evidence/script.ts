/** Runs `check_bundle.py`, which knows nothing of this project but its documentation. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

/**
 * What the script says, by one process for all that a test file asks: it starts OpenSSL once for each question instead
 * of once more for each bundle. Rejects unless its exit code is that of its verdict.
 */
export function judgeApart(files: Files): Promise<Judged> {
  return withFiles(files, async (typed) => judgedOf(await ask(typed)));
}

/** What the script says as it is called by hand. Rejects likewise. */
export function judgeByHand(files: Files): Promise<Judged> {
  return withFiles(files, async (typed) => judgedOf(await run(typed)));
}

async function withFiles<T>(files: Files, use: (typed: readonly string[]) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
  const write = (name: string, content: Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const { bundle, trust, time, document } = files;
  const typed = [write('bundle.json', bundle), '--trust', write('trust.json', trust), '--time', String(time)];
  if (document !== undefined) typed.push('--document', write('document', document));
  try {
    return await use(typed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Told = readonly [code: unknown, words: string];

const EXIT = new Map([
  ['valid', 0],
  ['invalid', 1],
  ['indeterminate', 3],
]);

function judgedOf([code, told]: Told): Judged {
  const line = (name: string) => new RegExp(`^${name}: (\\w+)$`, 'm').exec(told)?.[1] ?? '';
  const verdict = line('verdict');
  if (EXIT.get(verdict) !== code) throw new Error(`exit code ${code}: ${told}`);
  return { record: line('record'), signature: line('signature'), verdict, told };
}

function run(typed: readonly string[]): Promise<Told> {
  return new Promise((resolve) => {
    execFile(python.path, [SCRIPT, ...typed], { timeout: 120_000 }, (problem, out, err) => {
      resolve([problem === null ? 0 : problem.code, `${out}${err}`]);
    });
  });
}

interface Asked {
  readonly resolve: (told: Told) => void;
  readonly reject: (problem: Error) => void;
}

let server: ((typed: readonly string[]) => Promise<Told>) | undefined;

function ask(typed: readonly string[]): Promise<Told> {
  server ??= serve();
  return server(typed);
}

/** Answers come in the order of the questions. The process ends with this one, and holds it only while a question is open. */
function serve(): (typed: readonly string[]) => Promise<Told> {
  const child = spawn(python.path, [SCRIPT, '--serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const open: Asked[] = [];
  hold(child, false);
  createInterface(child.stdout).on('line', (line) => {
    open.shift()?.resolve(JSON.parse(line));
    if (open.length === 0) hold(child, false);
  });
  child.on('exit', (code) => {
    for (const { reject } of open.splice(0)) reject(new Error(`the script ended with exit code ${code}`));
  });
  return (typed) =>
    new Promise((resolve, reject) => {
      open.push({ resolve, reject });
      hold(child, true);
      child.stdin.write(`${JSON.stringify(typed)}\n`);
    });
}

function hold(child: ChildProcess, held: boolean): void {
  for (const one of [child, child.stdin as Socket, child.stdout as Socket]) held ? one.ref() : one.unref();
}
