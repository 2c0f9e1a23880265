import type { Command } from 'commander';
import { listPeople, peopleOf } from '../command/index.ts';
import type { Terminal } from '../terminal.ts';
import { townOption } from './options.ts';

export function addPersonCommands(program: Command, terminal: Terminal): void {
  const person = program.command('person').description('the people of the town');
  person
    .command('list')
    .description('ids, the four items as the API hands them over, PINs, what is special')
    .addOption(townOption())
    .option('--json', 'a JSON array')
    .action(async (options: { town: string; json?: boolean }) =>
      listPeople(await peopleOf(options.town, terminal), options.json === true, terminal),
    );
}
