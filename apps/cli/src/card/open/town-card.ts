import { secretsOf } from '@kazasu/authority/api';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import type { TownDescription } from '@kazasu/town/access';
import { CommandProblem } from '../../problem.ts';
import { describeTown } from '../../town.ts';
import { atCard } from '../explain/index.ts';
import type { CardKind } from '../kind.ts';
import type { KnownPins } from '../pin/index.ts';
import type { Activated } from './take.ts';

/** A card in the town's box that can be asked for by its id. */
interface TownCard {
  /** Where the box hands it out. One connection is one activation of it. */
  readonly url: string;
  readonly kind: CardKind;
  /** Its secrets, which are on the town's index page for everybody to see. */
  readonly known: KnownPins;
}

/** Looks the card up by the id of a person, or of one of the box's other cards. */
export async function findTownCard(town: string, id: string): Promise<TownCard> {
  const description = await describeTown(town);
  const card = cardNamed(description, id);
  if (card === undefined) {
    throw new CommandProblem(
      'usage',
      `The town’s box has no card ${id}.`,
      'See `kazasu card list` for what is in it, and `kazasu person list` for everybody.',
    );
  }
  return { url: boxUrl(description.urls.phone, id), ...card };
}

/** Takes a card out of the town's box. */
export async function openTownCard(town: string, id: string): Promise<Activated> {
  const { url, known } = await findTownCard(town, id);
  const transport = await atCard({ holder: 'town' }, undefined, () => openWebSocketTransport(url));
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

function cardNamed({ people, otherCards }: TownDescription, id: string): Omit<TownCard, 'url'> | undefined {
  const person = people.find((one) => one.id === id);
  // As the seeding leaves it: nobody in the town chose another PIN for the juki application.
  if (person !== undefined) {
    const known = secretsOf({ ...person, pins: { ...person.pins, juki: person.pins.text } });
    return { kind: 'my-number', known };
  }
  const card = otherCards.find((one) => one.id === id);
  if (card === undefined) return undefined;
  const known =
    card.kind === 'licence'
      ? { licencePin1: card.pins.pin1, licencePin2: card.pins.pin2 }
      : { residenceNumber: card.cardNumber };
  return { kind: card.kind, known };
}
