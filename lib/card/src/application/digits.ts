import { toUtf8 } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/** Exactly so many ASCII digits, as bytes; anything else is CardError `card/file`. */
export function encodeDigits(name: string, digits: string, length: number): Uint8Array<ArrayBuffer> {
  if (digits.length !== length || !/^[0-9]*$/.test(digits)) {
    throw new CardError('card/file', `${name}: not ${length} digits`);
  }
  return toUtf8(digits);
}

/** Exactly so many ASCII digits, as text; anything else is CardError `card/file`. */
export function parseDigits(name: string, bytes: Uint8Array, length: number): string {
  if (bytes.length !== length || bytes.some((byte) => byte < 0x30 || byte > 0x39)) {
    throw new CardError('card/file', `${name}: not ${length} digits`);
  }
  return String.fromCharCode(...bytes);
}
