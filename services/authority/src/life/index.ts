/**
 * The life of a card as a state machine: `ordered` → `made` → `active` ⇄ `suspended` → `replaced`, `returned` or `void`, and
 * `expired` by itself. Owns the table of cards and of what may happen in which state, and the one way in which an
 * event is decided, listed and written into the audit. What an event does is in `event/`.
 */
export type { CardRecord, StoredState } from './card-data.ts';
export {
  CARD_TABLES,
  fillCard,
  insertCard,
  latestCard,
  listCards,
  nextInstruction,
} from './card-store.ts';
export { end, endPhonesOf, reasonOf } from './ending.ts';
export { type Attempt, type Happening, happen, refusable, requireState, type Step } from './happen.ts';
export { endOf, type LifeEventName, mayHappen, stateOf, TRANSITIONS } from './transition.ts';
