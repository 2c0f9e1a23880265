import type { CardImage, CardInstruction, EventBody, EventName } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import {
  type Attempt,
  type CardRecord,
  type LifeEventName,
  latestCard,
  refusable,
  requireState,
} from '../life/index.ts';
import { findResident, type ResidentRow } from '../resident/index.ts';

/** Whose event it is, and who brings it. */
export interface EventContext {
  readonly deps: AuthorityDeps;
  readonly residentId: string;
  /** As in the audit: `counter:<official>`. */
  readonly actor: string;
  /** Number of the card that whoever brings it has looked at; if there is a later one, the answer is `card_conflict`. */
  readonly sequence?: number | undefined;
  /** As of an attempt. */
  readonly mayRecord?: Attempt['mayRecord'];
}

/** What an event leaves to be done to a card. */
export interface Outcome {
  readonly image?: CardImage;
  readonly instruction?: CardInstruction;
}

export type LifeEvent<Name extends EventName> = (
  context: EventContext,
  body: EventBody<Name>,
) => Promise<Outcome>;

/** Whom an event speaks of, as they are before it. */
export interface Subject {
  readonly resident: ResidentRow;
  readonly card: CardRecord;
}

/**
 * Looks before something expensive is made, so that what is refused anyway costs nothing; the event itself decides
 * again. Throws as `happen` does.
 */
export async function lookAhead(
  { deps, residentId, actor, sequence, mayRecord }: EventContext,
  event: LifeEventName,
): Promise<Subject> {
  return refusable(deps, { event, residentId, actor, ...(mayRecord && { mayRecord }) }, async () => {
    const resident = await findResident(deps.store, deps.registerKey, residentId);
    if (!resident) throw new AuthorityError('resident_unknown', 'no such resident');
    const card = await latestCard(deps.store, residentId);
    requireState({ event, sequence }, resident, card, Math.floor(deps.clock.now()));
    return { resident, card: card as CardRecord };
  });
}
