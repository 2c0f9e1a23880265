import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { type TraceSink, traceText } from '@kazasu/card/trace';
import { CommandProblem } from '../../problem.ts';
import type { Terminal } from '../../terminal.ts';

/**
 * Writes a trace: to the terminal, or behind what a file of ours alone already holds. PINs and what is on the card are
 * masked. Every line is in the file before the card goes on, so that a trace tells what came before a crash.
 */
export function traceTo(where: string | true, terminal: Terminal): TraceSink {
  if (where === true) {
    return (entry) => terminal.note(traceText(entry));
  }
  const file = opened(where);
  process.once('exit', () => closeSync(file));
  return (entry) => {
    writeSync(file, `${traceText(entry)}\n`);
  };
}

/** Follows no link, which somebody else may have put there, and waits for nobody to read a pipe. */
const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

function opened(path: string): number {
  const file = openedAnyhow(path);
  const refusal = refusalOf(path, file);
  if (refusal === undefined) return file;
  closeSync(file);
  throw refusal;
}

function openedAnyhow(path: string): number {
  try {
    return openSync(path, FLAGS, 0o600);
  } catch (cause) {
    const isLink = cause instanceof Error && 'code' in cause && cause.code === 'ELOOP';
    throw new CommandProblem(
      'usage',
      `The trace file ${path} ${isLink ? 'is a link, which is not followed' : 'cannot be written'}.`,
      'Name another one with --trace=FILE.',
    );
  }
}

/** Asked of the file that is open, which nobody can put another in the place of. */
function refusalOf(path: string, file: number): CommandProblem | undefined {
  const status = fstatSync(file);
  if (!status.isFile()) {
    return new CommandProblem(
      'usage',
      `The trace file ${path} is no file.`,
      'Name another one with --trace=FILE, or --trace for the terminal.',
    );
  }
  if ((status.mode & 0o077) !== 0) {
    return new CommandProblem(
      'refused',
      `Others may read ${path}, and a trace tells what was done with the card.`,
      `Take the permissions away (chmod 600 ${path}), or name another file.`,
    );
  }
  return undefined;
}
