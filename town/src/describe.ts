import type { TownDescription, TownUrls } from './access/index.ts';
import { fourItemsOf, PEOPLE } from './people/index.ts';

/** What the town tells about itself, to people and programs. */
export function describeTown(urls: TownUrls, seededAt: number): TownDescription {
  return {
    urls: { ...urls },
    people: PEOPLE.map((person) => ({
      id: person.id,
      items: fourItemsOf(person, seededAt),
      pins: { ...person.pins },
      login: person.login,
      special: person.special,
      tryThis: person.tryThis,
    })),
  };
}
