import { type Command, Option } from 'commander';
import { type CardContext, READ_ITEMS, type ReadItemOptions, readItem } from '../../card/index.ts';
import { cardCommand, withSecrets } from './options.ts';

const AFTER_HELP = `
Files are readable by you alone and never replace others. A My Number may be asked for and kept only for what the law
names (番号法): \`read my-number\` prints it on standard output and nowhere else.`;

export function addReadCommands(card: Command, context: CardContext): void {
  const read = card
    .command('read')
    .description('read what is on the card; `kazasu card read ITEM --help` for each')
    .addHelpText('after', AFTER_HELP);
  for (const item of READ_ITEMS) {
    const command = cardCommand(read, item.name, `${item.description}; secret: ${item.secret}`);
    if (item.secret !== 'none') withSecrets(command);
    if (item.out === 'file') {
      command
        .option('--out <file>', 'write it there (default: standard output)')
        .addOption(new Option('--format <format>', 'PEM or DER').choices(['pem', 'der']).default('pem'));
    }
    if (item.out === 'folder')
      command.option('--out <folder>', 'folder for the pictures, made where there is none', '.');
    if (item.session === true) {
      command.option('--secure-messaging', 'encrypt what the card answers; the PIN itself goes in the clear');
    }
    command
      .option('--json', `answer as JSON: ${item.json}`)
      .action((options: ReadItemOptions) => readItem(item, options, context));
  }
}
