import { CardError } from '@kazasu/card';
import { ReaderError } from '@kazasu/reader/pcsc';
import { CommandProblem } from '../../problem.ts';
import { ImageError } from '../image/index.ts';
import { PIN_LABELS, type SecretName } from '../pin/index.ts';
import { CARD_EXPLANATIONS, type Explanation, type Holder, READER_EXPLANATIONS } from './table.ts';

export type { Holder } from './table.ts';

/** What a failure means to whoever typed the command. Anything but a card's, a reader's or a picture's stays as it is. */
export function explainFailure(failure: unknown, holder?: Holder, pin?: SecretName): unknown {
  const at = { holder, pin: pin === undefined ? undefined : PIN_LABELS[pin] };
  if (failure instanceof CardError) {
    return problemOf(CARD_EXPLANATIONS[failure.code](failure, at));
  }
  if (failure instanceof ReaderError) {
    return problemOf(READER_EXPLANATIONS[failure.code](failure, at));
  }
  if (failure instanceof ImageError) {
    return new CommandProblem('refused', `The card holds ${failure.message}.`, 'Nothing was written.');
  }
  return failure;
}

/** Does something with a card; a failure comes out explained. `pin` names the secret that is used in it. */
export async function atCard<T>(
  holder: Holder,
  pin: SecretName | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw explainFailure(failure, holder, pin);
  }
}

function problemOf({ code, cause, remedy }: Explanation): CommandProblem {
  return new CommandProblem(code, cause, remedy);
}
