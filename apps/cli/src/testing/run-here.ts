import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { run } from '../run.ts';
import { inTime } from './patience.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly bytes: Uint8Array;
}

/** Runs a command in this process; nobody sits at the terminal. */
export async function runHere(...typed: string[]): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const bytes: Uint8Array[] = [];
  const code = await run(typed, {
    watched: false,
    out: (text) => void out.push(text),
    note: (text) => void err.push(text),
    bytes: (data) => void bytes.push(data),
    progress: (text) => void err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n'), bytes: Buffer.concat(bytes) };
}

export const KAZASU = resolve(import.meta.dirname, '../../bin/kazasu.js');

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything on both outputs so far. */
  said(): string;
  /** Resolves once both outputs together hold this. */
  until(pattern: RegExp): Promise<void>;
  /** The same as `work`, but rejects when the command ends before it is done. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves to the exit code, or the signal, once it has ended. */
  ended(): Promise<number | NodeJS.Signals>;
}

/** Starts the real command in a process of its own. */
export function startKazasu(typed: readonly string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [KAZASU, ...typed], { env: { PATH: process.env.PATH, ...env } });
  let said = '';
  const listeners = new Set<() => void>();
  const hear = (text: Buffer) => {
    said += text.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const closed = new Promise<number | NodeJS.Signals>((done) => {
    child.once('close', (code, signal) => done(signal ?? code ?? 1));
  });
  const during = <T>(work: Promise<T>) =>
    Promise.race([
      work,
      closed.then((how) => {
        throw new Error(`the command ended with ${how} too early: ${said}`);
      }),
    ]);
  const heard = (pattern: RegExp) =>
    new Promise<void>((done) => {
      const look = () => {
        if (!pattern.test(said)) return;
        listeners.delete(look);
        done();
      };
      listeners.add(look);
      look();
    });
  return {
    child,
    said: () => said,
    during,
    until: (pattern) => inTime(during(heard(pattern)), () => `${pattern} in: ${said}`),
    ended: () => inTime(closed, () => `the command to end, which said: ${said}`),
  };
}
