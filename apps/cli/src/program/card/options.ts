import { type Command, Option } from 'commander';
import { townOption } from '../options.ts';

/** A command that takes a card. */
export function cardCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--reader <name>', 'reader that the card lies on, a part of its name is enough')
    .option('--person <id>', 'the card of this person of the town, or another card of its box')
    .option('--card <file>', 'the card in this file')
    .addOption(townOption())
    .addOption(
      new Option(
        '--trace [file]',
        'tell every exchange with the card, PINs and contents masked; on the terminal, or with --trace=FILE into a file',
      ),
    );
}

/** A command that may need a secret of the card. */
export function withSecrets(command: Command): Command {
  return command
    .option(
      '--pin <secret>',
      'the secret; NOT for real cards: others on this machine can see it in the list of processes, and the shell keeps it',
    )
    .option('--pin-stdin', 'read the secret from standard input, one a line')
    .option('--use-last-try', 'use the only try that is left; a miss blocks the secret');
}
