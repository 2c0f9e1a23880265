import { findPerson } from '@kazasu/town/people';
import { CommandProblem } from '../problem.ts';

/** What is typed into the phone, as text; it becomes bytes only right before the card sees it. */
export interface TypedPins {
  readonly authentication: string;
  readonly text: string;
}

/** The PINs given, or the person's own. */
export function pinsOf(given: {
  person: string;
  pin?: string | undefined;
  textPin?: string | undefined;
}): TypedPins {
  const own = findPerson(given.person)?.pins;
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
  return pins;
}
