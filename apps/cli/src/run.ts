import { ConfigError } from '@kazasu/server/config';
import { CommanderError } from 'commander';
import { Interrupted } from './card/index.ts';
import { CommandProblem, EXIT } from './problem.ts';
import { createProgram } from './program/index.ts';
import type { Terminal } from './terminal.ts';

/** What shells make of the signal; only for where it is ignored. */
const EXIT_INTERRUPTED = 130;

/** Runs what was typed; resolves to the exit code. Anything that is not a known problem is a fault and is thrown. */
export async function run(typed: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(typed, { from: 'user' });
    return process.exitCode === undefined ? EXIT.done : Number(process.exitCode);
  } catch (problem) {
    if (problem instanceof CommanderError) {
      // Commander has said what was wrong; help that was asked for is no error.
      return problem.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    if (problem instanceof Interrupted) {
      // Everything is put away; what is left is to end as Ctrl+C ends a program, so that the shell knows.
      process.kill(process.pid, 'SIGINT');
      return EXIT_INTERRUPTED;
    }
    if (problem instanceof ConfigError) {
      terminal.note(problem.message);
      return EXIT.usage;
    }
    if (problem instanceof CommandProblem) {
      terminal.note(problem.message);
      terminal.note(problem.remedy);
      return EXIT[problem.code];
    }
    throw problem;
  }
}
