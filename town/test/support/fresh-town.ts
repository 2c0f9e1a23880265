import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysOfFewPrimes, plainTypeface } from '@kazasu/authority/testing';
import { createTown, type Town, type TownOptions } from '../../src/town.ts';

export interface TestTown {
  readonly town: Town;
  /** Everything that the services logged. */
  readonly log: readonly string[];
  readonly dataFolder: string;
  /** Stops the town and starts another one on the same folder and ports; `town` of the answer is the new one. */
  restart(): Promise<Town>;
  /** Stops the town and removes what it kept. */
  end(): Promise<void>;
}

/** A town of its own, with all people, on any free ports. */
export async function freshTown(
  options: Pick<TownOptions, 'databaseUrl' | 'environment' | 'dataFolder'> = {},
): Promise<TestTown> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'kazasu-town-'));
  const log: string[] = [];
  const making = { makeKey: keysOfFewPrimes(), typeface: plainTypeface() };
  const start = (port: number) =>
    createTown({ ...options, port, dataFolder, ...making, log: { write: (line) => log.push(line) } });
  let town = await start(0);
  return {
    town,
    log,
    dataFolder,
    restart: async () => {
      await town.close();
      town = await start(Number(new URL(town.urls.index).port));
      return town;
    },
    end: async () => {
      await town.close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}
