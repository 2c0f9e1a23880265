import type { Command } from 'commander';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { administration, type TownOptions } from './administration.ts';

export function addContractCommands(program: Command, terminal: Terminal): void {
  const contract = program
    .command('contract')
    .description('who is under contract with an authority to ask what became of certificates');
  contract
    .command('token')
    .description('make a verifier’s token; its hash goes into `kazasu admin propose contract add`')
    .requiredOption('--out <file>', 'where to; an existing file is not replaced')
    .action(async ({ out }: { readonly out: string }) => {
      const { createToken } = await import('../admin/index.ts');
      const hash = createToken(out);
      terminal.note(`Wrote ${out} (keep it secret). Its hash, for the authority’s administrators:`);
      terminal.out(hash);
    });
  ofAuthority(contract.command('list'))
    .description('show all contracts, and those that have ended')
    .action(async (options: TownOptions) => {
      const { contractTable, listContracts } = await import('../admin/index.ts');
      const all = await listContracts(await authorityAt(options));
      terminal.out(options.json === true ? JSON.stringify(all, null, 2) : contractTable(all));
    });
  ofAuthority(contract.command('end <id>'))
    .description('end a contract at once: its token opens nothing any more, and this cannot be undone')
    .action(async (id: string, options: TownOptions) => {
      const { endContract } = await import('../admin/index.ts');
      await endContract(await authorityAt(options), id);
      terminal.note(`Ended the contract with ${id}.`);
    });
}

function ofAuthority(command: Command): Command {
  return command
    .requiredOption('--authority <url>', 'address of the authority')
    .requiredOption('--as <id>', 'which named administrator you are')
    .requiredOption('--key <file>', 'your private key, as `kazasu admin key` writes it')
    .option('--audience <url>', 'the authority’s address as it is known from outside (default: --authority)')
    .option('--json', 'answer as JSON');
}

function authorityAt(options: TownOptions): ReturnType<typeof administration> {
  const { authority, as, key } = options;
  if (authority !== undefined && as !== undefined && key !== undefined) return administration(options);
  throw new CommandProblem('usage', 'Which authority?', 'Give --authority URL, --as ID and --key FILE.');
}
