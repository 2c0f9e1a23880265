import { AccessTokenAlgorithm, ClientProfile, SubstituteMode } from '@kazasu/provider/api';
import { type Command, Option } from 'commander';
import {
  addClient,
  createKey,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  listClients,
  removeClient,
} from '../command/index.ts';
import { type Terminal, table } from '../terminal.ts';
import { administered, administration, given, keysOf, type TownOptions } from './administration.ts';
import { repeatable } from './options.ts';

interface AddOptions extends TownOptions {
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly postLogoutRedirectUri?: readonly string[];
  readonly redirectUri: string[];
  readonly jwks?: string;
  readonly jwksUri?: string;
  readonly scope?: string;
  readonly profile: string;
  readonly messageSigning?: true;
  readonly accessTokens?: AccessTokenAlgorithm;
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
  readonly platformOperator?: string;
  readonly substitute?: string;
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
  administered(client.command('list'))
    .description('show all relying parties')
    .action(async (options: TownOptions) => {
      const views = await listClients(await administration(options));
      terminal.out(
        options.json === true
          ? JSON.stringify(views, null, 2)
          : table(views.map((view) => [view.clientId, view.kind, view.name, view.redirectUris.join(' ')])),
      );
    });
  administered(client.command('remove <id>'))
    .description('remove a relying party')
    .action(async (id: string, options: TownOptions) => {
      await removeClient(await administration(options), id);
      terminal.note(`Removed ${id}.`);
    });
}

function addOptions(command: Command): Command {
  return administered(command)
    .requiredOption('--id <id>', 'client_id: letters and digits, up to 255')
    .addOption(
      new Option('--kind <kind>', 'who the relying party is')
        .choices(['private', 'government'])
        .makeOptionMandatory(),
    )
    .requiredOption('--redirect-uri <uri>', 'where logins end; may be given several times', repeatable)
    .option(
      '--post-logout-redirect-uri <uri>',
      'where browsers may go after a logout; may be given several times',
      repeatable,
    )
    .option('--jwks <file>', 'file with the public keys of its client assertions, as a JWK set')
    .option('--jwks-uri <uri>', 'address of these keys')
    .option('--name <name>', 'name that people are shown (default: the id)')
    .option('--scope <scopes>', 'what it may ask for, separated by spaces (default: everything)')
    .option('--terms-url <uri>', 'its terms of use, for the consent screen')
    .option('--privacy-url <uri>', 'its privacy policy, for the consent screen')
    .option('--platform-operator <id>', 'who opens the signatures of a private one, see `kazasu operator`')
    .addOption(
      new Option(
        '--substitute <mode>',
        'at a sandbox, how its people may do without the app (default: beside)',
      ).choices(SubstituteMode.options),
    )
    .option('--message-signing', 'a strict one: its requests must be signed, and its answers are')
    .addOption(
      new Option(
        '--access-tokens <algorithm>',
        'how they are made: HS256 for the provider alone to judge, ES256 or RS256 for resource servers that verify (default: as the provider is set; a strict one ES256)',
      ).choices(AccessTokenAlgorithm.options),
    )
    .addOption(
      new Option('--profile <profile>', 'rules it is held to')
        .choices(ClientProfile.options)
        .default('compatible'),
    );
}

function registrationOf(options: AddOptions): Record<string, unknown> {
  return given({
    clientId: options.id,
    kind: options.kind,
    name: options.name ?? options.id,
    redirectUris: options.redirectUri,
    postLogoutRedirectUris: options.postLogoutRedirectUri,
    ...keysOf(options),
    scopes: options.scope?.split(' ').filter((scope) => scope !== ''),
    profile: options.profile,
    messageSigning: options.messageSigning,
    accessTokenAlgorithm: options.accessTokens,
    termsUrl: options.termsUrl,
    privacyUrl: options.privacyUrl,
    platformOperator: options.platformOperator,
    substitute: options.substitute,
  });
}
