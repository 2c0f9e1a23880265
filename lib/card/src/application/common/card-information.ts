import { concat } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { encodeDigits, parseDigits } from '../digits.ts';

/** EF 0001 of the common application, record 1 (facts a.8). */
export interface CardInformation {
  /** 15 digits; digits 2 to 15 are the card's manufacturing number. */
  readonly serial: string;
  /** Code of the municipality, 5 digits. */
  readonly municipality: string;
  /** `YYYYMMDD`. */
  readonly expiry: string;
}

const NAME = 'card information';
const TAG = 0x01;
const LENGTH = 28;

/** `01 1C` and 28 digits. A part of another form is CardError `card/file`. */
export function encodeCardInformation(information: CardInformation): Uint8Array<ArrayBuffer> {
  return concat(
    Uint8Array.of(TAG, LENGTH),
    encodeDigits(NAME, information.serial, 15),
    encodeDigits(NAME, information.municipality, 5),
    encodeDigits(NAME, information.expiry, 8),
  );
}

/** Any other form is CardError `card/file`. */
export function parseCardInformation(record: Uint8Array): CardInformation {
  if (record.length !== LENGTH + 2 || record[0] !== TAG || record[1] !== LENGTH) {
    throw new CardError('card/file', 'card information: not a record of 28 digits');
  }
  const digits = parseDigits(NAME, record.subarray(2), LENGTH);
  return { serial: digits.slice(0, 15), municipality: digits.slice(15, 20), expiry: digits.slice(20) };
}
