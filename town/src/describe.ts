import type { CardNumbers } from '@kazasu/authority/api';
import type { TownDescription, TownUrls } from './access/index.ts';
import { describePeople, type PersonId } from './people/index.ts';

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
  return { urls: { ...urls }, people };
}
