import type { TownDescription, TownUrls } from './access/index.ts';
import { describePeople } from './people/index.ts';

/** What the town tells about itself, to people and programs. */
export function describeTown(urls: TownUrls, seededAt: number): TownDescription {
  return { urls: { ...urls }, people: describePeople(seededAt) };
}
