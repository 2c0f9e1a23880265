import type { Command } from 'commander';
import { type Administration, readJwks } from '../command/index.ts';
import { CommandProblem } from '../problem.ts';
import { adminToken, describeTown } from '../town.ts';
import { dataOption, townOption } from './options.ts';

/** What every command has that asks the provider's administration. */
export interface TownOptions {
  readonly town: string;
  readonly data: string;
  readonly json?: boolean;
}

export function administered(command: Command): Command {
  return command.addOption(townOption()).addOption(dataOption()).option('--json', 'answer as JSON');
}

export async function administration(options: TownOptions): Promise<Administration> {
  const { urls } = await describeTown(options.town);
  return { provider: urls.provider, token: await adminToken(options.data) };
}

/** The public keys of what is registered, from a file or by address. */
export function keysOf({ jwks, jwksUri }: { readonly jwks?: string; readonly jwksUri?: string }) {
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw new CommandProblem(
      'usage',
      'The public keys are needed, in one of two ways.',
      'Give either --jwks FILE or --jwks-uri URL.',
    );
  }
  return { jwks: jwks === undefined ? undefined : readJwks(jwks), jwksUri };
}

/** Only what was typed: the provider refuses members without a value. */
export function given(registration: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(registration).filter(([, value]) => value !== undefined));
}
