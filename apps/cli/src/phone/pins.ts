import { findPerson, PERSON_IDS } from '@kazasu/town/people';
import { createPinSource, processKeyboard } from '../card/pin/index.ts';
import { CommandProblem } from '../problem.ts';

/** What is typed into the phone, as text; it becomes bytes only right before the card sees it. */
export interface TypedPins {
  readonly authentication: string;
  readonly text: string;
  /** The password of a signature, which only a signature asks for; the caller's, to be overwritten. */
  readonly signature: () => Promise<Uint8Array>;
}

interface Given {
  readonly person: string;
  readonly pin?: string | undefined;
  readonly textPin?: string | undefined;
  readonly password?: string | undefined;
  /** `--ask-password` */
  readonly askPassword?: boolean | undefined;
}

/** The PINs given, or the person's own. What cannot be right is refused before anything begins. */
export function pinsOf(given: Given): TypedPins {
  const own = findPerson(given.person)?.pins;
  if (own === undefined && (given.pin === undefined || given.textPin === undefined)) {
    throw new CommandProblem(
      'usage',
      `The PINs of ${given.person} are not known here: it is nobody of the town’s own people.`,
      `Those are ${PERSON_IDS.join(', ')}. For people whom you have added give --pin and --text-pin: they are on the town’s page /people.`,
    );
  }
  const pins = {
    authentication: given.pin ?? own?.authentication ?? '',
    text: given.textPin ?? own?.text ?? '',
  };
  for (const pin of Object.values(pins)) {
    if (!/^\d{4}$/.test(pin)) {
      throw new CommandProblem(
        'usage',
        'Both PINs of a login have exactly four digits.',
        'Give --pin and --text-pin as four digits, or leave them out.',
      );
    }
  }
  return { ...pins, signature: passwordOf(given, own?.signature) };
}

function passwordOf({ password, askPassword }: Given, own: string | undefined): TypedPins['signature'] {
  if (password !== undefined && !/^[A-Za-z0-9]{6,16}$/.test(password)) {
    throw new CommandProblem(
      'usage',
      'The password of a signature has 6 to 16 letters and digits.',
      'Give --password in that form, or leave it out.',
    );
  }
  if (askPassword === true && (password !== undefined || !processKeyboard.present)) {
    throw new CommandProblem(
      'usage',
      password === undefined
        ? 'The password is to be asked for, and nobody sits at a terminal.'
        : 'The password is given in two ways.',
      'Leave --ask-password away.',
    );
  }
  const source = createPinSource({
    pin: password,
    known: askPassword === true ? {} : { signature: own },
    keyboard: processKeyboard,
    readStdin: async () => new Uint8Array(),
  });
  return async () => (await source.get('signature')).pin;
}
