import { PERSON_IDS } from '@kazasu/town/people';
import { type Command, Option } from 'commander';
import { type PhoneRequest, playPhone } from '../phone/index.ts';
import type { Terminal } from '../terminal.ts';

interface PhoneOptions {
  readonly person: PhoneRequest['person'];
  readonly pin?: string;
  readonly textPin?: string;
  readonly decline?: boolean;
  readonly json?: boolean;
}

const AFTER_HELP = `
URL is an authorization URL, as your site would send it to a browser, or what a QR code or the link to the app
holds. For an authorization URL, standard output gets the address that the browser is sent back to, also when
the login ended in an error; for the app's part alone nothing is printed there, because the browser that shows
the QR code goes on by itself. What happened is told on standard error.

A PIN that is wrong costs the card a try, as it would on a phone; with one try left it is not used. The login is
then stopped, and your site gets access_denied.`;

export function addPhoneCommand(program: Command, terminal: Terminal): void {
  program
    .command('phone <url>')
    .description('go through a login as a person with a phone and a card would')
    .addOption(new Option('--person <id>', 'whose card is held').choices(PERSON_IDS).makeOptionMandatory())
    .option('--pin <digits>', 'authentication PIN (default: the person’s own)')
    .option('--text-pin <digits>', 'PIN of the four items (default: the person’s own)')
    .option('--decline', 'stop instead of agreeing')
    .option('--json', 'an object with outcome, url and reason')
    .addHelpText('after', AFTER_HELP)
    .action((url: string, options: PhoneOptions) => {
      const { person, pin, textPin } = options;
      const request = { url, person, pin, textPin, decline: options.decline === true };
      return playPhone(request, { terminal, json: options.json === true });
    });
}
