/** `kazasu card …` as it is typed: options, defaults and help. Owns no behaviour. */
import type { Command } from 'commander';
import {
  type CardCommandOptions,
  type CardContext,
  listCards,
  processKeyboard,
  showInformation,
} from '../../card/index.ts';
import type { Terminal } from '../../terminal.ts';
import { townOption } from '../options.ts';
import { cardCommand } from './options.ts';
import { addPersonaliseCommand } from './personalise.ts';
import { addPinCommands } from './pin.ts';
import { addReadCommands } from './read.ts';
import { addServeCommand } from './serve.ts';
import { addSignCommand } from './sign.ts';
import { readAll } from './stdin.ts';
import { addVerifyCommand } from './verify.ts';

const AFTER_HELP = `
Which card:
  a real one    put it on a reader and run the command; --reader NAME when there are several
  a town’s      --person hanako (needs a running town: npm start, or npx kazasu up)
  a file’s      --card FILE, as \`kazasu card personalise\` writes it

Secrets (PINs, the signature password, 照合番号) are asked for in the terminal and never shown. For scripts there is
--pin-stdin, one secret a line. The people of a town are invented, so theirs are known. With one try left a secret is
not used unless --use-last-try says so: a miss would block it until a visit to the office that issued the card.

Examples:
  kazasu card list
  kazasu card info
  kazasu card read four-items
  kazasu card read face --out pictures
  kazasu card read authentication-certificate | openssl x509 -noout -text
  kazasu card sign contract.pdf --key signature --verify
  kazasu card pin status --json
  kazasu card serve --person hanako`;

export function addCardCommands(program: Command, terminal: Terminal): void {
  const context: CardContext = { terminal, keyboard: processKeyboard, readStdin: readAll };
  const card = program
    .command('card')
    .description('a My Number Card: in a USB reader, in the town’s box, or in a file')
    .addHelpText('after', AFTER_HELP);
  card
    .command('list')
    .description('readers with their cards, and the cards of the town’s box')
    .addOption(townOption())
    .option('--json', '{readers: [{name, atr}], box: [{id, kind, name}]}; null for what cannot be asked')
    .action((options: { town: string; json?: boolean }) => listCards(options, terminal));
  cardCommand(
    card,
    'info',
    'what card this is: kind, certificates, serial number, expiry, tries left; no PIN',
  )
    .option(
      '--json',
      '{where, kind, pins, …}: for a My Number Card atr, label, device, certificates, serial, municipality, expiry',
    )
    .action((options: CardCommandOptions) => showInformation(options, context));
  addReadCommands(card, context);
  addSignCommand(card, context);
  addVerifyCommand(card, context);
  addPinCommands(card, context);
  addServeCommand(card, terminal);
  addPersonaliseCommand(card, terminal);
}
