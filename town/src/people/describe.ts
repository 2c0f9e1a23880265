import type { LoginOutcome, PersonId, Pins, SigningOutcome, Text } from './person.ts';
import { type FourItems, fourItemsOf } from './record.ts';
import { PEOPLE } from './table.ts';

/** A person as programs are told of them. */
export interface PersonDescription {
  readonly id: PersonId;
  /** Exactly as userinfo hands them over. */
  readonly items: FourItems;
  readonly pins: Pins;
  readonly login: LoginOutcome;
  readonly signing: SigningOutcome;
  readonly special: Text;
  readonly tryThis: Text;
}

/** Everybody, as they are in a town that was seeded at that time. */
export function describePeople(seededAt: number): PersonDescription[] {
  return PEOPLE.map((person) => ({
    id: person.id,
    items: fourItemsOf(person, seededAt),
    pins: { ...person.pins },
    login: person.login,
    signing: person.signing,
    special: person.special,
    tryThis: person.tryThis,
  }));
}
