import { setTimeout } from 'node:timers/promises';
import { ConfigError, environment } from '@kazasu/server/config';
import { KeyError } from '@kazasu/server/keys';
import { StoreError } from '@kazasu/server/store';
import { townConfig } from './access/index.ts';
import { TownError } from './error.ts';
import { describeForTerminal } from './terminal.ts';
import { createTown } from './town.ts';

const SECOND_SIGNAL_MS = 150;

/**
 * Runs a town in the foreground, as the environment says, until SIGTERM or SIGINT; resolves to the exit code. Tells
 * its progress, then where everything is, then exactly one line that begins with `ready`. Whatever keeps it from
 * starting is told with its cause and a remedy.
 */
export async function runTown(): Promise<number> {
  const say = (line: string) => {
    process.stdout.write(`${line}\n`);
  };
  const stopped = new Promise<void>((resolve) => {
    // Not `once`: Ctrl+C reaches this process from the terminal and again from npm, and must not cut the stop short.
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
  try {
    const town = await createTown({ ...townConfig(environment()), onProgress: say });
    say(describeForTerminal(town));
    say(`ready ${town.urls.index}`);
    await stopped;
    // The second signal comes within milliseconds; it must find somebody who listens.
    await Promise.all([town.close(), setTimeout(SECOND_SIGNAL_MS)]);
    return 0;
  } catch (problem) {
    const { cause, remedy } = explain(problem);
    process.stderr.write(`${cause}\n${remedy}\n`);
    return 1;
  }
}

function explain(problem: unknown): { cause: string; remedy: string } {
  if (problem instanceof TownError) {
    return { cause: problem.message, remedy: problem.remedy };
  }
  if (problem instanceof ConfigError) {
    return { cause: problem.message, remedy: 'See `npx kazasu --help` for what the environment may say.' };
  }
  if (problem instanceof KeyError) {
    return {
      cause: `A key cannot be used: ${problem.message}.`,
      remedy: 'Mend that, or name another data folder.',
    };
  }
  if (problem instanceof StoreError) {
    return {
      cause: `The store cannot be used: ${problem.message}.`,
      remedy:
        'Is DATABASE_URL right, and may its user make tables? Without it, files in the data folder are used.',
    };
  }
  throw problem;
}
