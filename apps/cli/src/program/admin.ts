import { type Command, Option } from 'commander';
import type { ProposeOptions } from '../admin/index.ts';
import { administrators, createKey } from '../command/index.ts';
import type { Terminal } from '../terminal.ts';
import { administeredAny, administration, type TownOptions } from './administration.ts';
import { repeatable } from './options.ts';

const PROPOSE_HELP = `
CHANGE is one of
  key rotate PURPOSE                   the next version, used in 24 hours; --in 90m|24h|7d
  key replace PURPOSE                  it was stolen: no earlier version is believed from then on
  key rotate encryption                of a verifier: what is encrypted to the keys before opens for 30 days; --in 0s, 1h, 7d
  key retire|destroy PURPOSE VERSION   as kazasu keys does
  contract add FILE                    of an authority, with --token-hash: a verifier may ask what became of certificates; see kazasu contract
  trust FILE                           whom to believe from then on; kazasu admin trust --json prints what stands
  administrator add ID                 with --role and --jwks
  administrator remove ID
  epoch raise                          after a restore; of a provider

Nothing happens until another key administrator approves it:
  kazasu admin propose key rotate id-token --provider https://id.example/api --as hanako --key hanako.private.jwk.json
  kazasu admin show ID …
  kazasu admin approve ID --digest 0123456789abcdef …

See docs/operate/admin.md.`;

const DECIDE_HELP = `
DIGEST is what \`kazasu admin show\` names, or its first 16 digits: what is decided is that content and no other.`;

export function addAdminCommands(program: Command, terminal: Terminal): void {
  const admin = program
    .command('admin')
    .description('named administrators, and what two of them must agree to');
  addKeyCommands(admin, terminal);
  addReading(admin, terminal);
  addProposing(admin, terminal);
  addDeciding(admin, terminal);
}

function addKeyCommands(admin: Command, terminal: Terminal): void {
  admin
    .command('key')
    .description('make your key: FILE.private.jwk.json and FILE.jwks.json')
    .requiredOption('--out <file>', 'where to, without the endings; existing files are not replaced')
    .addOption(
      new Option('--alg <alg>', 'what it will sign with').choices(['ES256', 'EdDSA']).default('ES256'),
    )
    .option('--json', 'answer as JSON')
    .action((options: { out: string; alg: 'ES256' | 'EdDSA'; json?: boolean }) => {
      const files = createKey(options.out, options.alg);
      terminal.note(`Wrote ${files.privateKey} (keep it secret) and ${files.jwks} (to be registered).`);
      if (options.json === true) terminal.out(JSON.stringify(files, null, 2));
    });
  for (const what of ['add', 'remove'] as const) {
    admin
      .command(what)
      .description(`${what} an administrator with the service’s database and keys at hand; see --help`)
      .argument('[words...]')
      .helpOption(false)
      .allowUnknownOption()
      .action((words: readonly string[]) => administrators([what, ...words]));
  }
}

function addReading(admin: Command, terminal: Terminal): void {
  administeredAny(admin.command('list'))
    .description('show all administrators')
    .action(async (options: TownOptions) => {
      const { administratorTable, listAdministrators } = await import('../admin/index.ts');
      const all = await listAdministrators(await administration(options));
      terminal.out(options.json === true ? JSON.stringify(all, null, 2) : administratorTable(all));
    });
  administeredAny(admin.command('trust'))
    .description('show whom the service believes; with --json what a proposal is made from')
    .action(async (options: TownOptions) => {
      const { trust } = await import('../admin/index.ts');
      const { trust: document, ...about } = await trust(await administration(options));
      terminal.note(
        `Version ${about.version}, ${new Date(about.madeAt).toISOString()}, digest ${about.digest}`,
      );
      if (options.json === true) terminal.out(JSON.stringify(document, null, 2));
    });
  administeredAny(admin.command('pending'))
    .description('show what waits for consent')
    .action(async (options: TownOptions) => {
      const { pending, proposalTable } = await import('../admin/index.ts');
      const waiting = await pending(await administration(options));
      terminal.out(options.json === true ? JSON.stringify(waiting, null, 2) : proposalTable(waiting));
    });
  administeredAny(admin.command('show <id>'))
    .description('show a proposal with its exact content and digest')
    .action(async (id: string, options: TownOptions) => {
      const { proposalText, show } = await import('../admin/index.ts');
      const proposal = await show(await administration(options), id);
      terminal.out(options.json === true ? JSON.stringify(proposal, null, 2) : proposalText(proposal));
    });
}

function addProposing(admin: Command, terminal: Terminal): void {
  administeredAny(admin.command('propose <change...>'))
    .description('propose a change of keys, trust, administrators or the epoch')
    .option(
      '--in <time>',
      'of key rotate: when it is used (24h); of a verifier: how long the keys before still open (30d)',
    )
    .option('--role <role>', 'of administrator add; may be given several times', repeatable)
    .option('--jwks <file>', 'of administrator add: the public key')
    .option('--token-hash <hash>', 'of contract add: as `kazasu contract token` prints it')
    .addHelpText('after', PROPOSE_HELP)
    .action(async (change: readonly string[], options: TownOptions & ProposeOptions) => {
      const { changeOf, proposalText, propose } = await import('../admin/index.ts');
      const at = await administration(options);
      const proposal = await propose(at, await changeOf(at, change, options));
      terminal.note('Nothing has changed yet: another key administrator must approve it.');
      terminal.out(options.json === true ? JSON.stringify(proposal, null, 2) : proposalText(proposal));
    });
}

function addDeciding(admin: Command, terminal: Terminal): void {
  for (const [name, how, about] of [
    ['approve', 'approval', 'agree to what another proposed: it happens at once'],
    ['reject', 'rejection', 'reject a proposal, or take back your own'],
  ] as const) {
    administeredAny(admin.command(`${name} <id>`))
      .description(about)
      .requiredOption('--digest <digest>', 'of the content that you looked at')
      .addHelpText('after', DECIDE_HELP)
      .action(async (id: string, options: TownOptions & { readonly digest: string }) => {
        const { carriedOutText, decide } = await import('../admin/index.ts');
        const decided = await decide(await administration(options), { id, typed: options.digest, how });
        terminal.note(carriedOutText(decided));
        if (options.json === true) terminal.out(JSON.stringify(decided, null, 2));
      });
  }
}
