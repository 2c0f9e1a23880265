import type { Command } from 'commander';
import { type Administration, readJwks, readSigningKey } from '../command/index.ts';
import { CommandProblem } from '../problem.ts';
import { adminToken, describeTown } from '../town.ts';
import { dataOption, townOption } from './options.ts';

/** What every command has that asks the provider's administration. */
export interface TownOptions {
  readonly town: string;
  readonly data: string;
  readonly json?: boolean;
  readonly provider?: string;
  readonly verifier?: string;
  readonly authority?: string;
  readonly as?: string;
  readonly key?: string;
  readonly audience?: string;
}

export function administered(command: Command): Command {
  return command
    .addOption(townOption())
    .addOption(dataOption())
    .option('--provider <url>', 'base address of a provider that is no town’s, with --as and --key')
    .option('--as <id>', 'which named administrator you are')
    .option('--key <file>', 'your private key, as `kazasu admin key` writes it')
    .option('--audience <url>', 'the provider’s base as it is known from outside (default: --provider)')
    .option('--json', 'answer as JSON');
}

/** What asks the administration of any. */
export function administeredAny(command: Command): Command {
  return administered(command)
    .option('--verifier <url>', 'base address of a verifier in place of a provider')
    .option('--authority <url>', 'address of an authority in place of a provider');
}

export async function administration(options: TownOptions): Promise<Administration> {
  const { as: administratorId, key } = options;
  const { service = 'provider', provider } = namedService(options);
  const { audience = provider } = options;
  if (
    provider !== undefined &&
    audience !== undefined &&
    administratorId !== undefined &&
    key !== undefined
  ) {
    const signer = { administratorId, audience, key: readSigningKey(key) };
    return { provider, service, signer };
  }
  if ([provider, administratorId, key].some((given) => given !== undefined)) {
    throw new CommandProblem(
      'usage',
      'A service that is no town’s is administered with three options.',
      'Give --provider URL (or --verifier URL, --authority URL), --as ID and --key FILE together.',
    );
  }
  const { urls } = await describeTown(options.town);
  return { provider: urls.provider, token: await adminToken(options.data) };
}

function namedService(options: TownOptions): Partial<Pick<Administration, 'provider' | 'service'>> {
  const named = (['provider', 'verifier', 'authority'] as const).flatMap((service) => {
    const provider = options[service];
    return provider === undefined ? [] : [{ service, provider }];
  });
  if (named.length < 2) return named[0] ?? {};
  throw new CommandProblem(
    'usage',
    'One service at a time.',
    'Give one of --provider, --verifier and --authority.',
  );
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
