import type {
  CardImage,
  EventBody,
  EventName,
  EventResult,
  ResidentRecord,
  ResidentView,
} from '@kazasu/authority/api';
import type { Box } from '../box/index.ts';
import { type Desk, DeskRefusal, newcomersCard } from '../seed/index.ts';
import { older } from './age.ts';
import { cardOptionsOf, type Newcomer, recordOf } from './newcomer.ts';

/** What a change needs of the town. */
export interface Hands {
  readonly desk: Desk;
  readonly box: Pick<Box, 'put' | 'instruct' | 'pins'>;
}

/** What happens to somebody. `settle`: they also go to the counter with their card, to have it brought in step. */
export type Change =
  | { readonly kind: 'move'; readonly body: EventBody<'move'>; readonly settle: boolean }
  | { readonly kind: 'marry' | 'edit'; readonly body: EventBody<'correction'>; readonly settle: boolean }
  | { readonly kind: 'age'; readonly years: number; readonly settle: boolean }
  | { readonly kind: 'lose' | 'find' | 'renew' };

/** Used where a card had no password yet, as that of somebody who has just come of age. */
export const USUAL_PASSWORD = 'ABC123';
const USUAL_PIN = '1234';

/** Registers somebody and puts their card into the box. Throws a DeskRefusal. */
export async function addPerson(
  { desk, box }: Hands,
  person: Newcomer,
  world: { readonly now: number; readonly random: Uint8Array },
): Promise<void> {
  const resident = recordOf(person, world.random);
  const image = await desk.issueCard({ resident, options: cardOptionsOf(person, world.now) });
  putCard(box, resident, image);
}

/**
 * Lets it happen to somebody as they are in this view, so nothing else may happen to them meanwhile. Throws a DeskRefusal; what has
 * happened before it stays, as at a real counter.
 */
export async function change(hands: Hands, view: ResidentView, what: Change): Promise<void> {
  const id = view.record.residentId;
  switch (what.kind) {
    case 'lose':
      return void (await bring(hands, id, 'loss', {}));
    case 'find':
      return void (await bring(hands, id, 'recovery', {}));
    case 'renew':
      return void (await bring(hands, id, 'renewal', { pins: pinsOf(hands, view) }));
    case 'move':
      return settled(hands, await bring(hands, id, 'move', what.body), what.settle);
    case 'age': {
      const birthdate = older(view.record.birthdate, what.years);
      return settled(hands, await bring(hands, id, 'correction', { birthdate }), what.settle);
    }
    default:
      return settled(hands, await bring(hands, id, 'correction', what.body), what.settle);
  }
}

function putCard(box: Pick<Box, 'put'>, resident: ResidentRecord, image: CardImage): void {
  if (box.put(newcomersCard(resident, image)) === 'done') return;
  throw new DeskRefusal('card_refused', 409, 'the box has a card of another kind with this id');
}

/** One event, and what it asks of the card. */
async function bring<Name extends EventName>(
  { desk, box }: Hands,
  id: string,
  event: Name,
  body: EventBody<Name>,
): Promise<ResidentView> {
  const { resident, image, instruction }: EventResult = await desk.bring(id, event, body);
  if (image !== undefined) putCard(box, resident.record, image);
  if (instruction !== undefined && box.instruct(id, instruction) !== 'done') {
    throw new DeskRefusal('card_refused', 409, 'the card in the box does not take the instruction');
  }
  return resident;
}

/** The card is written anew, and the signature certificate that has ended with the change is replaced. */
async function settled(hands: Hands, view: ResidentView, settle: boolean): Promise<void> {
  if (!settle) return;
  const id = view.record.residentId;
  const written = view.events.includes('card-writing') ? await bring(hands, id, 'card-writing', {}) : view;
  if (!written.events.includes('signature-certificate')) return;
  try {
    await bring(hands, id, 'signature-certificate', { password: passwordOf(hands, id) ?? USUAL_PASSWORD });
  } catch (error) {
    // A child's card goes without, as before.
    if (!(error instanceof DeskRefusal) || error.code !== 'signature_not_allowed') throw error;
  }
}

/** The PINs stay what they are; a card that is gone from the box gets the usual ones. */
function pinsOf(hands: Hands, { record }: ResidentView): EventBody<'renewal'>['pins'] {
  const pins = hands.box.pins(record.residentId);
  const signature = passwordOf(hands, record.residentId);
  return {
    authentication: pins?.authentication?.value ?? USUAL_PIN,
    text: pins?.text?.value ?? USUAL_PIN,
    ...(signature === undefined ? {} : { signature }),
  };
}

function passwordOf({ box }: Hands, id: string): string | undefined {
  return box.pins(id)?.signature?.value;
}
