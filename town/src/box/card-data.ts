import { CardImage } from '@kazasu/authority/api';
import { PIN_NAMES } from '@kazasu/card';
import * as v from 'valibot';

const Pin = v.object({ value: v.string(), triesLeft: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const Base64 = v.pipe(v.string(), v.base64());

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
  /** Number of the last instruction of a counter that this card has done. */
  lastInstruction: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type MyNumberCard = v.InferOutput<typeof MyNumberCard>;

/** A driver's licence: whole files, and the key that signed them (SPKI), which no certificate on it tells. */
const LicenceCard = v.object({
  ...Common,
  kind: v.literal('licence'),
  files: v.object(
    v.entriesFromList(
      ['commonData', 'pinSetting', 'items', 'changes', 'domicile', 'domicileChanges', 'signature', 'photo'],
      Base64,
    ),
  ),
  signerKey: Base64,
  pins: v.object({ licencePin1: Pin, licencePin2: Pin }),
});
export type LicenceCard = v.InferOutput<typeof LicenceCard>;

/** A residence card: whole files, and the number that opens it. It counts and remembers nothing. */
const ResidenceCard = v.object({
  ...Common,
  kind: v.literal('residence'),
  cardNumber: v.pipe(v.string(), v.regex(/^[A-Z]{2}[0-9]{8}[A-Z]{2}$/)),
  files: v.object({
    ...v.entriesFromList(
      ['commonData', 'cardType', 'frontImage', 'portrait', 'address', 'signature'],
      Base64,
    ),
    ...v.entriesFromList(
      ['comprehensivePermission', 'individualPermission', 'renewal'],
      v.exactOptional(Base64),
    ),
  }),
});
export type ResidenceCard = v.InferOutput<typeof ResidenceCard>;

/** One card as it lies in the box: a file. `pins` is the card's memory; the rest changes by a counter's instruction alone. */
export const CardData = v.variant('kind', [MyNumberCard, LicenceCard, ResidenceCard]);
export type CardData = v.InferOutput<typeof CardData>;

/** The label of a card of which logins are made: what `GET /box/cards` lists. */
export type BoxCard = Pick<MyNumberCard, 'id' | 'name' | 'note' | 'kind'>;

export const CARD_ID = /^[a-z0-9-]{1,40}$/;
