import { CardError } from '@kazasu/card';
import { ReaderError } from '@kazasu/reader/pcsc';
import { CommandProblem } from '../../problem.ts';
import { ImageError } from '../image/index.ts';
import type { CardKind } from '../kind.ts';
import { type CardSecret, formOf, PIN_LABELS } from '../pin/index.ts';
import { CARD_EXPLANATIONS, type Explanation, type Holder, READER_EXPLANATIONS } from './table.ts';

export type { Holder } from './table.ts';

/** Where a card is, and what it is, as far as that is known. */
export interface Place {
  readonly holder: Holder;
  readonly kind?: CardKind | undefined;
}

/** What a failure means to whoever typed the command. Anything but a card's, a reader's or a picture's stays as it is. */
export function explainFailure(failure: unknown, place?: Place, secret?: CardSecret): unknown {
  if (failure instanceof CardError) {
    // An errand may need two secrets: the reader knows which of them it was.
    return problemOf(CARD_EXPLANATIONS[failure.code](failure, circumstances(place, failure.pin ?? secret)));
  }
  if (failure instanceof ReaderError) {
    return problemOf(READER_EXPLANATIONS[failure.code](failure, circumstances(place, secret)));
  }
  if (failure instanceof ImageError) {
    return new CommandProblem('refused', `The card holds ${failure.message}.`, 'Nothing was written.');
  }
  return failure;
}

/** Does something with a card; a failure comes out explained. `secret` names what is used in it. */
export async function atCard<T>(
  place: Place,
  secret: CardSecret | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw explainFailure(failure, place, secret);
  }
}

function circumstances(place: Place | undefined, secret: CardSecret | undefined) {
  return {
    holder: place?.holder,
    kind: place?.kind,
    pin: secret === undefined ? undefined : PIN_LABELS[secret],
    form: secret === undefined ? undefined : formOf(secret),
  };
}

function problemOf({ code, cause, remedy }: Explanation): CommandProblem {
  return new CommandProblem(code, cause, remedy);
}
