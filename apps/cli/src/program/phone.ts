import { PERSON_IDS } from '@kazasu/town/people';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type PhoneRequest, playPhone } from '../phone/index.ts';
import { askOutcome } from '../sandbox/index.ts';
import type { Terminal } from '../terminal.ts';

interface PhoneOptions {
  readonly person: PhoneRequest['person'];
  readonly pin?: string;
  readonly textPin?: string;
  readonly password?: string;
  readonly askPassword?: boolean;
  readonly decline?: boolean;
  readonly json?: boolean;
  readonly outcome?: string;
  readonly delay?: string;
}

const AFTER_HELP = `
URL is an authorization URL, as your site would send it to a browser, or what a QR code or the link to the app
holds. For an authorization URL, standard output gets the address that the browser is sent back to, also when
the login ended in an error. What happened is told on standard error.

For what a QR code holds, the six digits that a phone would show are told on standard error, and the command waits
until they have been typed into the page with the QR code; that browser then goes on by itself. With --json they are
a line on standard output too, before the last one. For what the page's link holds, standard output gets the
address that is to be opened in the browser that began.

Where your site asks for a signature, what is to be signed is told on standard error before the password is used: the
SHA-256 of each document, and the name that your site gave it. With --json the object has them in "documents".

A PIN or a password that is wrong costs the card a try, as it would on a phone; with one try left it is not used. The
login, or the signature, is then stopped, and your site gets access_denied.

With --outcome nothing is held by this command: the provider’s sandbox ends the request as you say, and standard output gets the
address that the browser is sent back to. Where something else comes of it than the outcome says, the exit code is 1.`;

export function addPhoneCommand(program: Command, terminal: Terminal): void {
  program
    .command('phone <url>')
    .description('go through a login or a signature as a person with a phone and a card would')
    .addOption(
      new Option('--person <id>', `whose card is held: ${PERSON_IDS.join(', ')}, or somebody of your own`)
        .argParser(personId)
        .makeOptionMandatory(),
    )
    .option('--pin <digits>', 'authentication PIN (default: the person’s own)')
    .option('--text-pin <digits>', 'PIN of the four items (default: the person’s own)')
    .option('--password <text>', 'password of a signature (default: the person’s own)')
    .option('--ask-password', 'ask for that password, after showing what is to be signed')
    .option('--decline', 'stop instead of agreeing')
    .addOption(
      new Option(
        '--outcome <id>',
        'end in this without a card, at a sandbox: see `kazasu sandbox outcomes`',
      ).conflicts(['pin', 'textPin', 'password', 'askPassword', 'decline']),
    )
    .option('--delay <seconds>', 'of an outcome that is late')
    .option('--json', 'an object with outcome, url, reason, documents and returnUrl')
    .addHelpText('after', AFTER_HELP)
    .action((url: string, options: PhoneOptions) => {
      const { decline, json, outcome, delay, ...rest } = options;
      const telling = { terminal, json: json === true };
      if (outcome !== undefined) {
        return askOutcome({ url, person: rest.person, outcome, delay }, telling);
      }
      const request = { ...rest, url, decline: decline === true };
      return playPhone(request, telling);
    });
}

/** As cards in the box are named. */
function personId(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text)) {
    throw new InvalidArgumentError(`Allowed are ${PERSON_IDS.join(', ')}, and people that you have added.`);
  }
  return text;
}
