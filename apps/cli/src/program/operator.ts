import type { Command } from 'commander';
import { addOperator, listOperators, removeOperator } from '../command/index.ts';
import { type Terminal, table } from '../terminal.ts';
import { administered, administration, given, keysOf, type TownOptions } from './administration.ts';

interface AddOptions extends TownOptions {
  readonly id: string;
  readonly name?: string;
  readonly jwks?: string;
  readonly jwksUri?: string;
}

export function addOperatorCommands(program: Command, terminal: Terminal): void {
  const operator = program
    .command('operator')
    .description(
      'the platform operators (PF事業者), who open and verify the signatures of private relying parties',
    );
  addOptions(operator.command('add'))
    .description('register a platform operator')
    .action(async (options: AddOptions) => {
      const { id, name = id } = options;
      const registration = given({ operatorId: id, name, ...keysOf(options) });
      const view = await addOperator(await administration(options), registration);
      terminal.note(`Registered ${view.operatorId} (for client add --platform-operator).`);
      if (options.json === true) terminal.out(JSON.stringify(view, null, 2));
    });
  administered(operator.command('list'))
    .description('show all platform operators')
    .action(async (options: TownOptions) => {
      const views = await listOperators(await administration(options));
      terminal.out(
        options.json === true
          ? JSON.stringify(views, null, 2)
          : table(views.map(({ operatorId, name, jwksUri }) => [operatorId, name, jwksUri ?? 'keys given'])),
      );
    });
  administered(operator.command('remove <id>'))
    .description('remove a platform operator that no relying party names any more')
    .action(async (id: string, options: TownOptions) => {
      await removeOperator(await administration(options), id);
      terminal.note(`Removed ${id}.`);
    });
}

function addOptions(command: Command): Command {
  return administered(command)
    .requiredOption('--id <id>', 'letters, digits, points, hyphens and underscores, up to 100')
    .option('--name <name>', 'what it is called (default: the id)')
    .option('--jwks <file>', 'file with its public keys for encryption, each with a kid, as a JWK set')
    .option('--jwks-uri <uri>', 'address of these keys');
}
