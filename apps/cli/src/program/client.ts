import { type Command, Option } from 'commander';
import {
  type Administration,
  addClient,
  createKey,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  listClients,
  readJwks,
  removeClient,
} from '../command/index.ts';
import { CommandProblem } from '../problem.ts';
import { type Terminal, table } from '../terminal.ts';
import { adminToken, describeTown } from '../town.ts';
import { dataOption, repeatable, townOption } from './options.ts';

interface TownOptions {
  readonly town: string;
  readonly data: string;
  readonly json?: boolean;
}

interface AddOptions extends TownOptions {
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly redirectUri: string[];
  readonly jwks?: string;
  readonly jwksUri?: string;
  readonly scope?: string;
  readonly profile: string;
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
}

export function addClientCommands(program: Command, terminal: Terminal): void {
  const client = program
    .command('client')
    .description('the relying parties registered at the town’s provider');
  addOptions(client.command('add'))
    .description('register a relying party')
    .action(async (options: AddOptions) => {
      const view = await addClient(await administration(options), registrationOf(options));
      terminal.note(`Registered ${view.clientId}.`);
      if (options.json === true) {
        terminal.out(JSON.stringify(view, null, 2));
      }
    });
  client
    .command('key')
    .description('make a key pair for client assertions: FILE.private.jwk.json and FILE.jwks.json')
    .requiredOption('--out <file>', 'where to, without the endings; existing files are not replaced')
    .addOption(new Option('--alg <alg>', 'what it will sign with').choices(KEY_ALGORITHMS).default('ES256'))
    .option('--json', 'answer as JSON')
    .action((options: { out: string; alg: KeyAlgorithm; json?: boolean }) => {
      const files = createKey(options.out, options.alg);
      terminal.note(`Wrote ${files.privateKey} (keep it secret) and ${files.jwks} (for client add --jwks).`);
      if (options.json === true) {
        terminal.out(JSON.stringify(files, null, 2));
      }
    });
  common(client.command('list'))
    .description('show all relying parties')
    .action(async (options: TownOptions) => {
      const views = await listClients(await administration(options));
      terminal.out(
        options.json === true
          ? JSON.stringify(views, null, 2)
          : table(views.map((view) => [view.clientId, view.kind, view.name, view.redirectUris.join(' ')])),
      );
    });
  common(client.command('remove <id>'))
    .description('remove a relying party')
    .action(async (id: string, options: TownOptions) => {
      await removeClient(await administration(options), id);
      terminal.note(`Removed ${id}.`);
    });
}

function common(command: Command): Command {
  return command.addOption(townOption()).addOption(dataOption()).option('--json', 'answer as JSON');
}

function addOptions(command: Command): Command {
  return common(command)
    .requiredOption('--id <id>', 'client_id: letters and digits, up to 255')
    .addOption(
      new Option('--kind <kind>', 'who the relying party is')
        .choices(['private', 'government'])
        .makeOptionMandatory(),
    )
    .requiredOption('--redirect-uri <uri>', 'where logins end; may be given several times', repeatable)
    .option('--jwks <file>', 'file with the public keys of its client assertions, as a JWK set')
    .option('--jwks-uri <uri>', 'address of these keys')
    .option('--name <name>', 'name that people are shown (default: the id)')
    .option('--scope <scopes>', 'what it may ask for, separated by spaces (default: everything)')
    .option('--terms-url <uri>', 'its terms of use, for the consent screen')
    .option('--privacy-url <uri>', 'its privacy policy, for the consent screen')
    .addOption(
      new Option('--profile <profile>', 'rules it is held to').choices(['compatible']).default('compatible'),
    );
}

async function administration(options: TownOptions): Promise<Administration> {
  const { urls } = await describeTown(options.town);
  return { provider: urls.provider, token: await adminToken(options.data) };
}

function registrationOf(options: AddOptions): Record<string, unknown> {
  if ((options.jwks === undefined) === (options.jwksUri === undefined)) {
    throw new CommandProblem(
      'usage',
      'The public keys are needed, in one of two ways.',
      'Give either --jwks FILE or --jwks-uri URL.',
    );
  }
  const registration = {
    clientId: options.id,
    kind: options.kind,
    name: options.name ?? options.id,
    redirectUris: options.redirectUri,
    jwks: options.jwks === undefined ? undefined : readJwks(options.jwks),
    jwksUri: options.jwksUri,
    scopes: options.scope?.split(' ').filter((scope) => scope !== ''),
    profile: options.profile,
    termsUrl: options.termsUrl,
    privacyUrl: options.privacyUrl,
  };
  return Object.fromEntries(Object.entries(registration).filter(([, value]) => value !== undefined));
}
