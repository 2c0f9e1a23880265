import { CardImage } from '@kazasu/authority/api';
import { PIN_NAMES } from '@kazasu/card';
import * as v from 'valibot';

const Pin = v.object({ value: v.string(), triesLeft: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** Grows when an older town's cards can no longer be used: files of other versions are refused, never changed. */
export const CARD_DATA_VERSION = 2;

const Common = {
  version: v.literal(CARD_DATA_VERSION),
  id: v.string(),
  /** Who is on the card, for the drawer's label. */
  name: v.string(),
  /** What is special about it, one sentence in each language. */
  note: v.object({ ja: v.string(), en: v.string() }),
};

const MyNumberCard = v.object({
  ...Common,
  kind: v.literal('my-number'),
  image: CardImage,
  pins: v.object(v.entriesFromList(PIN_NAMES, v.exactOptional(Pin))),
});

/** One card as it lies in the box: a file. `pins` is the card's memory, everything else never changes. */
export const CardData = v.variant('kind', [MyNumberCard]);
export type CardData = v.InferOutput<typeof CardData>;

/** The label of a card: what `GET /box/cards` lists. */
export type BoxCard = Pick<CardData, 'id' | 'name' | 'note' | 'kind'>;

export const CARD_ID = /^[a-z0-9-]{1,40}$/;
