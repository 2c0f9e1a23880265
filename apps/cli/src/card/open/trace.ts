import { closeSync, openSync, writeSync } from 'node:fs';
import { type TraceSink, traceText } from '@kazasu/card/trace';
import { CommandProblem } from '../../problem.ts';
import type { Terminal } from '../../terminal.ts';

/**
 * Writes a trace: to the terminal, or behind what a file already holds. PINs and what is on the card are masked. Every
 * line is in the file before the card goes on, so that a trace tells what came before a crash.
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

function opened(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch {
    throw new CommandProblem(
      'usage',
      `The trace file ${path} cannot be written.`,
      'Name another one with --trace=FILE.',
    );
  }
}
