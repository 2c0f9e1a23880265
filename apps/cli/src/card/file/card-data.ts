import { CardImage } from '@kazasu/authority/api';
import { PIN_NAMES, PIN_RULES } from '@kazasu/card';
import * as v from 'valibot';

const Pin = v.strictObject({
  value: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
  triesLeft: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const Pins = v.pipe(
  v.strictObject(v.entriesFromList(PIN_NAMES, v.exactOptional(Pin))),
  v.check(
    (pins) => PIN_NAMES.every((name) => (pins[name]?.triesLeft ?? 0) <= PIN_RULES[name].tries),
    'more tries than a card has',
  ),
);

/** A card file. `pins` is the card's own memory, everything else never changes. */
export const CardData = v.strictObject({
  kind: v.literal('kazasu-card'),
  version: v.literal(1),
  image: CardImage,
  pins: Pins,
});
export type CardData = v.InferOutput<typeof CardData>;
