import { toUtf8 } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { encodeObject, matching, textIn, values } from './data-objects.ts';
import { RESIDENCE_TAG } from './ef.ts';

/** What the card is, by the digit in EF カード種別. */
const CARD_TYPES = { residenceCard: '1', specialPermanentResident: '2' } as const;
export type ResidenceCardType = keyof typeof CARD_TYPES;

/** The specification's version: four digits, `0001`. */
export function encodeSpecificationVersion(version: string): Uint8Array {
  return encodeObject(RESIDENCE_TAG.version, toUtf8(matching('version', version, /^[0-9]{4}$/)));
}

export function parseSpecificationVersion(file: Uint8Array): string {
  const [value] = values('version', file, [RESIDENCE_TAG.version]);
  return matching('version', textIn('version', value), /^[0-9]{4}$/);
}

export function encodeCardType(type: ResidenceCardType): Uint8Array {
  return encodeObject(RESIDENCE_TAG.cardType, toUtf8(CARD_TYPES[type]));
}

/** A digit that is neither is a card of another kind or generation: CardError `card/file`. */
export function parseCardType(file: Uint8Array): ResidenceCardType {
  const [value] = values('card type', file, [RESIDENCE_TAG.cardType]);
  const code = textIn('card type', value);
  const found = (Object.keys(CARD_TYPES) as ResidenceCardType[]).find((type) => CARD_TYPES[type] === code);
  if (found === undefined) throw new CardError('card/file', 'card type: not a card of this generation');
  return found;
}
