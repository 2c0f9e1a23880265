import type { Command } from 'commander';
import { type PersonaliseOptions, personalise } from '../../card/index.ts';
import type { Terminal } from '../../terminal.ts';
import { dataOption, townOption } from '../options.ts';

const AFTER_HELP = `
RECORD.json is the resident and the PINs that they choose:
  {
    "resident": {
      "residentId": "jiro", "name": "見本　次郎", "address": "架空県かざす市読取一丁目１番１号",
      "birthdate": "19900401", "gender": "1", "myNumber": "999000000202",
      "municipality": { "code": "48201", "prefecture": "Kakuu-ken", "city": "Kazasu-shi" }
    },
    "options": { "pins": { "authentication": "1234", "text": "1234", "signature": "JIRO1234" } }
  }
The My Number needs its check digit. Invent everything: the card is for tests.`;

export function addPersonaliseCommand(card: Command, terminal: Terminal): void {
  card
    .command('personalise <record>')
    .description('have the town’s authority make a card for a new resident')
    .requiredOption('--out <file>', 'where the card goes; it holds its keys, so only you can read it')
    .option('--portrait <file>', 'grey JPEG 2000 file (JP2), default: a silhouette')
    .addOption(townOption())
    .addOption(dataOption())
    .option('--json', 'answer as JSON: {card, residentId, numbers}')
    .addHelpText('after', AFTER_HELP)
    .action((record: string, options: PersonaliseOptions) => personalise(record, options, terminal));
}
