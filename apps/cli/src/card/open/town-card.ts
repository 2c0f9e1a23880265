import { birthdateKey } from '@kazasu/card';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { findPerson } from '@kazasu/town/people';
import { CommandProblem } from '../../problem.ts';
import { describeTown } from '../../town.ts';
import { atCard } from '../explain/index.ts';
import type { KnownPins } from '../pin/index.ts';
import type { Held } from './take.ts';

/** Takes a person's card out of the town's box. */
export async function openTownCard(town: string, person: string): Promise<Held> {
  const { urls, people } = await describeTown(town);
  const known = knownPinsOf(people.find(({ id }) => id === person));
  if (known === undefined) {
    throw new CommandProblem(
      'usage',
      `Nobody in the town is called ${person}.`,
      'See `kazasu person list` for everybody.',
    );
  }
  const url = boxUrl(urls.phone, person);
  const transport = await atCard('town', undefined, () => openWebSocketTransport(url));
  return {
    holder: 'town',
    where: `${person}'s card in the box of the town at ${town}`,
    transport,
    atr: undefined,
    known,
    close: () => transport.close(),
  };
}

/** Where the box hands out this card. One connection is one activation of it. */
export function boxUrl(phone: string, person: string): string {
  const url = new URL(`/box/cards/${person}`, phone);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

interface TownPerson {
  readonly id: string;
  readonly items: { readonly birthdate: string };
  readonly pins: { readonly authentication: string; readonly text: string; readonly signature?: string };
}

/** The secrets of somebody invented; they are on the town's index page for everybody to see. */
export function knownPinsOf(person: TownPerson | undefined): KnownPins | undefined {
  if (person === undefined) return undefined;
  const { authentication, text, signature } = person.pins;
  const numberA = findPerson(person.id)?.myNumber;
  return {
    authentication,
    text,
    signature,
    textNumberA: numberA,
    surfaceNumberA: numberA,
    surfaceBirthdate: birthdateKey(person.items.birthdate),
    juki: text,
    common: text,
  };
}
