import { type Command, Option } from 'commander';
import type { AuditVerifyOptions } from '../audit/index.ts';
import type { Administration } from '../command/index.ts';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { readBounded, SIZES } from '../verify/file/index.ts';
import { administeredAny, administration, type TownOptions } from './administration.ts';
import { repeatable } from './options.ts';

const VERIFY_HELP = `
FILE holds the entries as \`kazasu audit export\` writes them, one JSON object a line, from the first. Nobody is asked. --head names a
signed head or a folder of them, as the service exports them; --keys the JWK set of the service, got at another time or by another
way than the entries. Entries that were changed, taken out or put in do not fit together; an end that was cut off, or a chain that was
made anew, does not hold a head that was signed before.

Exit codes:
  0  intact: everything fits together and holds every head
  1  not intact: the answer names the first entry that is missing or does not fit
  2  the command was not understood, or a file cannot be read
  3  cannot be decided: without a head nothing shows that the end is there

Example:
  kazasu audit export --out audit
  kazasu audit verify audit/entries.jsonl --keys kept/keys.json --head kept/heads`;

interface ExportOptions extends TownOptions {
  readonly out: string;
  readonly tokenFile?: string;
}

/** By its token; a named administrator asks as of any service. */
function authorityOf({ authority, tokenFile, as }: ExportOptions): Administration | undefined {
  if (tokenFile === undefined && (authority === undefined || as !== undefined)) return undefined;
  if (authority === undefined || tokenFile === undefined) {
    throw new CommandProblem(
      'usage',
      'The authority’s log is taken out with its token, or by a named administrator.',
      'Give --authority URL and --token-file FILE together, or --authority, --as and --key.',
    );
  }
  return { provider: authority, token: new TextDecoder().decode(readBounded(tokenFile, SIZES.small)).trim() };
}

export function addAuditCommands(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .description('the audit log of provider, verifier or authority: take it out, check it offline');
  administeredAny(audit.command('export'))
    .description('write all entries, the signed head and its keys into a folder')
    .requiredOption('--out <folder>', 'where to; files of an earlier export are replaced')
    .option('--token-file <file>', 'a file with the admin token of --authority, in place of --as and --key')
    .action(async (options: ExportOptions) => {
      const { exportAudit } = await import('../audit/index.ts');
      const at = authorityOf(options) ?? (await administration(options));
      const told = await exportAudit(at, options.out);
      terminal.note(`Wrote ${told.entries} entries to ${options.out}.`);
      if (options.json === true) terminal.out(JSON.stringify(told));
    });
  audit
    .command('verify <file>')
    .description('check exported entries against signed heads, offline')
    .option('--keys <file>', 'the JWK set that heads are verified with')
    .option('--head <path>', 'a signed head, or a folder of them; may be given several times', repeatable)
    .addOption(new Option('--language <language>', 'of the answer (default: by LANG)').choices(['ja', 'en']))
    .option('--json', 'answer as JSON')
    .addHelpText('after', VERIFY_HELP)
    .action(async (file: string, options: AuditVerifyOptions) => {
      const { verifyAuditFile } = await import('../audit/index.ts');
      await verifyAuditFile(file, options, terminal);
    });
}
