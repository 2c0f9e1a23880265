import {
  hasTokens,
  openTokens,
  TOWN_DESCRIPTION_PATH,
  type TokenName,
  TownDescription,
} from '@kazasu/town/access';
import * as v from 'valibot';
import { ask } from './http.ts';
import { CommandProblem } from './problem.ts';

/** Asks a running town for its addresses and people. `index` is the address of its index page. */
export async function describeTown(index: string): Promise<TownDescription> {
  const response = await ask(`${index.replace(/\/$/, '')}${TOWN_DESCRIPTION_PATH}`);
  const description = v.safeParse(TownDescription, response.ok ? await response.json() : undefined);
  if (!description.success) {
    throw new CommandProblem(
      'unreachable',
      `Whoever answers at ${index} is not a town of this version.`,
      'Give the address of the index page that `npm start` prints, with --town.',
    );
  }
  return description.output;
}

/** The token of client administration, from the town's data folder on this machine. */
export function adminToken(dataFolder: string): Promise<string> {
  return townToken(dataFolder, 'provider-admin');
}

/** A token of the town, from its data folder on this machine. */
export async function townToken(dataFolder: string, name: TokenName): Promise<string> {
  if (!hasTokens(dataFolder)) {
    throw new CommandProblem(
      'usage',
      `No town was ever started on the data folder ${dataFolder}.`,
      'Run the command where the town runs, or name its data folder with --data or KAZASU_DATA.',
    );
  }
  return openTokens(dataFolder)(name);
}
