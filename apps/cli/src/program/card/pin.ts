import type { PinName } from '@kazasu/card';
import { Argument, type Command } from 'commander';
import {
  type CardCommandOptions,
  type CardContext,
  CHANGEABLE,
  changePin,
  showPins,
} from '../../card/index.ts';
import { cardCommand, withSecrets } from './options.ts';

export function addPinCommands(card: Command, context: CardContext): void {
  const pin = card.command('pin').description('the secrets of the card: tries left, and changing them');
  cardCommand(pin, 'status', 'tries left of every secret; costs none')
    .option('--json', 'answer as JSON: {NAME: {triesLeft, triesMax} or null}')
    .action((options: CardCommandOptions) => showPins(options, context));
  withSecrets(
    cardCommand(pin, 'change', 'change a secret: the current one is asked for, then the new one twice'),
  )
    .addArgument(new Argument('<which>', 'which one').choices(CHANGEABLE))
    .option('--new-pin <secret>', 'the new one; as for --pin, not for real cards')
    .option('--json', 'answer as JSON: {changed}')
    .action((which: PinName, options: CardCommandOptions) => changePin(which, options, context));
}
