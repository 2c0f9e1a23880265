import type { CardState, EventName, ResidentRecord, ResidentStatus } from '../api.ts';
import { cardEnd } from '../validity.ts';
import type { CardRecord } from './card-data.ts';

/**
 * Everything that may happen to a resident's latest card: the counter's events, what it certifies for keys of others, and what the
 * holder does alone.
 */
export type LifeEventName = EventName | 'next-certificates' | 'phone-issue' | 'consent';

/**
 * The state machine of a card: in which states an event may begin, and in which it leaves the card. An event that is not
 * there for a state is refused. A card that was replaced is never the latest, so nothing happens to it.
 */
export const TRANSITIONS: {
  readonly [event in LifeEventName]: { readonly [state in CardState]?: CardState };
} = {
  application: { returned: 'returned', expired: 'replaced' },
  making: { ordered: 'made' },
  'hand-over': { made: 'active' },
  loss: { active: 'suspended' },
  recovery: { suspended: 'active' },
  move: same('ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
  correction: same('ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
  'card-writing': same('active'),
  'signature-certificate': same('active'),
  'pin-reset': same('active'),
  renewal: { active: 'replaced', expired: 'replaced' },
  reissue: { active: 'replaced', suspended: 'replaced' },
  return: { made: 'returned', active: 'returned', suspended: 'returned', expired: 'returned' },
  departure: all('returned', 'ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
  death: all('void', 'ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
  'revocation-request': same('active', 'suspended'),
  'key-compromise': same('active', 'suspended'),
  'next-certificates': same('active'),
  'phone-issue': same('active'),
  'phone-end': same('ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
  consent: same('active'),
  'consent-withdrawal': same('ordered', 'made', 'active', 'suspended', 'returned', 'expired'),
};

/** What happens to those who have left the country; to the dead nothing does. */
const AFTER_DEPARTURE: readonly LifeEventName[] = ['application', 'death', 'consent-withdrawal'];

export function mayHappen(event: LifeEventName, status: ResidentStatus): boolean {
  return status === 'resident' || (status === 'departed' && AFTER_DEPARTURE.includes(event));
}

/** The last second of a card; cards of before the table of cards do not say theirs, so it is counted. */
export function endOf(card: Pick<CardRecord, 'endsAt' | 'issuedAt'>, record: ResidentRecord): number {
  return card.endsAt ?? cardEnd(record.birthdate, card.issuedAt);
}

/** What waits at the counter or is in somebody's hand runs out with its last second. */
export function stateOf(
  card: Pick<CardRecord, 'state' | 'endsAt' | 'issuedAt'>,
  record: ResidentRecord,
  now: number,
): CardState {
  const runs = card.state === 'made' || card.state === 'active' || card.state === 'suspended';
  return runs && now > endOf(card, record) ? 'expired' : card.state;
}

function same(...states: readonly CardState[]): { readonly [state in CardState]?: CardState } {
  return Object.fromEntries(states.map((state) => [state, state]));
}

function all(
  next: CardState,
  ...states: readonly CardState[]
): { readonly [state in CardState]?: CardState } {
  return Object.fromEntries(states.map((state) => [state, next]));
}
