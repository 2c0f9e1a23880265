import type { CardNumbers } from '@kazasu/authority/api';
import type { TownDescription, TownUrls } from './access/index.ts';
import { describePeople, LICENCE_CARD, type PersonId, RESIDENCE_CARD } from './people/index.ts';

/** What the town tells about itself, to people and programs. `numbersOf`: what is printed on a person's card now. */
export function describeTown(
  urls: TownUrls,
  seededAt: number,
  numbersOf: (id: PersonId) => CardNumbers | undefined,
): TownDescription {
  const people = describePeople(seededAt).flatMap((person) => {
    const numbers = numbersOf(person.id);
    return numbers === undefined ? [] : [{ ...person, numbers }];
  });
  return { urls: { ...urls }, people, otherCards: describeOtherCards() };
}

function describeOtherCards(): TownDescription['otherCards'] {
  const { pins } = LICENCE_CARD;
  const { cardNumber } = RESIDENCE_CARD;
  return [
    { id: LICENCE_CARD.id, kind: 'licence', person: LICENCE_CARD.person, note: LICENCE_CARD.note, pins },
    {
      id: RESIDENCE_CARD.id,
      kind: 'residence',
      person: RESIDENCE_CARD.person,
      note: RESIDENCE_CARD.note,
      cardNumber,
    },
  ];
}
