import { concat, encodeTlv, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { objects, readFile } from '../file.ts';
import { TEXT_TAG } from './ef.ts';

/** EF 0001: `FF10 0C`, twelve ASCII digits and two bytes of filler, 17 bytes (facts a.6). */
const MY_NUMBER_FILE_LENGTH = 17;

/**
 * The twelfth digit for the first eleven: 11 − (Σ digit·weight mod 11) with the weights 2…7, 2…6 from the right,
 * and 0 where that remainder is 0 or 1 (facts a.5). Anything but eleven digits is CardError `card/file`.
 */
export function myNumberCheckDigit(first11: string): number {
  if (!/^[0-9]{11}$/.test(first11)) throw new CardError('card/file', 'My Number: not eleven digits');
  let sum = 0;
  for (let i = 0; i < 11; i++) {
    const weight = i < 6 ? i + 2 : i - 4;
    sum += Number(first11[10 - i]) * weight;
  }
  const remainder = sum % 11;
  return remainder <= 1 ? 0 : 11 - remainder;
}

function isMyNumber(digits: string): boolean {
  return /^[0-9]{12}$/.test(digits) && myNumberCheckDigit(digits.slice(0, 11)) === Number(digits[11]);
}

/** EF 0001 from twelve digits with a right check digit, otherwise CardError `card/file`. */
export function encodeMyNumber(digits: string): Uint8Array<ArrayBuffer> {
  if (!isMyNumber(digits)) throw new CardError('card/file', 'My Number: check digit or length');
  return concat(encodeTlv(TEXT_TAG.myNumber, toUtf8(digits)), Uint8Array.of(0xff, 0xff));
}

/** The twelve digits of EF 0001. A file of another form, or a wrong check digit, is CardError `card/file`. */
export function parseMyNumber(file: Uint8Array): string {
  return readFile('My Number', () => {
    const [object] = objects('My Number', file, [TEXT_TAG.myNumber]);
    const digits = String.fromCharCode(...object.value.subarray(0, 13));
    if (file.length !== MY_NUMBER_FILE_LENGTH || !isMyNumber(digits)) {
      throw new CardError('card/file', 'My Number: check digit or length');
    }
    return digits;
  });
}
