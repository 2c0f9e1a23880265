import { CardImage } from '@kazasu/authority/api';
import * as v from 'valibot';

const Pin = v.object({ value: v.string(), triesLeft: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** One card as it lies in the box: a file. `pins` is the card's memory, everything else never changes. */
export const CardData = v.object({
  id: v.string(),
  /** Who is on the card, for the drawer's label. */
  name: v.string(),
  /** What is special about it, one sentence in each language. */
  note: v.object({ ja: v.string(), en: v.string() }),
  image: CardImage,
  pins: v.object({
    authentication: v.exactOptional(Pin),
    signature: v.exactOptional(Pin),
    text: v.exactOptional(Pin),
    textNumberA: v.exactOptional(Pin),
    textNumberB: v.exactOptional(Pin),
    surfaceNumberA: v.exactOptional(Pin),
    surfaceNumberB: v.exactOptional(Pin),
    surfaceBirthdate: v.exactOptional(Pin),
    juki: v.exactOptional(Pin),
    common: v.exactOptional(Pin),
  }),
});
export type CardData = v.InferOutput<typeof CardData>;

/** The label of a card: what `GET /box/cards` lists. */
export type BoxCard = Pick<CardData, 'id' | 'name' | 'note'>;

export const CARD_ID = /^[a-z0-9-]{1,40}$/;
