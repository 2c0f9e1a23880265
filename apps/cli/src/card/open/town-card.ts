import { openWebSocketTransport } from '@kazasu/reader/websocket';
import type { TownDescription } from '@kazasu/town/access';
import { CommandProblem } from '../../problem.ts';
import { describeTown } from '../../town.ts';
import { atCard } from '../explain/index.ts';
import type { KnownPins } from '../pin/index.ts';
import type { Held } from './take.ts';

/** A card in the town's box that can be asked for by its id. */
export interface TownCard {
  /** Where the box hands it out. One connection is one activation of it. */
  readonly url: string;
  /** Its secrets, which are on the town's index page for everybody to see. */
  readonly known: KnownPins;
}

/** Looks the card up by the id of a person, or of one of the box's other cards. */
export async function findTownCard(town: string, id: string): Promise<TownCard> {
  const description = await describeTown(town);
  const known = knownPinsOf(description, id);
  if (known === undefined) {
    throw new CommandProblem(
      'usage',
      `The town’s box has no card ${id}.`,
      'See `kazasu card list` for what is in it, and `kazasu person list` for everybody.',
    );
  }
  return { url: boxUrl(description.urls.phone, id), known };
}

/** Takes a card out of the town's box. */
export async function openTownCard(town: string, id: string): Promise<Held> {
  const { url, known } = await findTownCard(town, id);
  const transport = await atCard('town', undefined, () => openWebSocketTransport(url));
  return {
    holder: 'town',
    where: `card ${id} in the box of the town at ${town}`,
    transport,
    atr: undefined,
    known,
    close: () => transport.close(),
  };
}

function boxUrl(phone: string, id: string): string {
  const url = new URL(`/box/cards/${id}`, phone);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

function knownPinsOf({ people, otherCards }: TownDescription, id: string): KnownPins | undefined {
  const person = people.find((one) => one.id === id);
  if (person !== undefined) return personPins(person);
  const card = otherCards.find((one) => one.id === id);
  if (card === undefined) return undefined;
  return card.kind === 'licence'
    ? { licencePin1: card.pins.pin1, licencePin2: card.pins.pin2 }
    : { residenceNumber: card.cardNumber };
}

function personPins({ pins, numbers }: TownDescription['people'][number]): KnownPins {
  const { authentication, text, signature } = pins;
  const { numberA, numberB, birthdate } = numbers;
  return {
    authentication,
    text,
    signature,
    textNumberA: numberA,
    textNumberB: numberB,
    surfaceNumberA: numberA,
    surfaceNumberB: numberB,
    surfaceBirthdate: birthdate,
    // As the seeding leaves them: nobody in the town chose others.
    juki: text,
    common: text,
  };
}
