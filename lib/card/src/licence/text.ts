import { BytesError, fromJisX0208, toJisX0208 } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/**
 * Text of a licence: JIS X 0208, two octets a character. What stands outside (外字) is `FFF1` to `FFF7`, of which the
 * pattern lies in another file, or `FFFA`, a character that the card could not hold (欠字). In text from here they are
 * private-use characters, so that a text is one string, comes back as it was, and cannot be taken for another name.
 */
const FIRST_EXTERNAL = 0xfff1;
const LAST_EXTERNAL = 0xfff7;
const MISSING = 0xfffa;
const PRIVATE_USE = 0xe000;

/** 外字1 to 外字7, as characters: `EXTERNAL_CHARACTERS[0]` is 外字1. */
export const EXTERNAL_CHARACTERS: readonly string[] = Array.from({ length: 7 }, (_, index) =>
  String.fromCharCode(PRIVATE_USE + 1 + index),
);
/** 欠字: a character that is printed on the card but not in the chip. */
export const MISSING_CHARACTER = String.fromCharCode(PRIVATE_USE + (MISSING - FIRST_EXTERNAL) + 1);

/** A character outside JIS X 0208 that is none of the above, or more characters than there is room for: `card/file`. */
export function encodeText(name: string, text: string, lengthMax: number): Uint8Array {
  const octets = [...text].flatMap((character) => {
    const code = character.charCodeAt(0);
    if (EXTERNAL_CHARACTERS.includes(character) || character === MISSING_CHARACTER) {
      return [0xff, (FIRST_EXTERNAL & 255) + code - PRIVATE_USE - 1];
    }
    return [...guarded(name, () => toJisX0208(character))];
  });
  if (octets.length > lengthMax) throw new CardError('card/file', `${name}: text too long`);
  return Uint8Array.from(octets);
}

export function parseText(name: string, octets: Uint8Array): string {
  if (octets.length % 2 !== 0) throw new CardError('card/file', `${name}: half a character`);
  let text = '';
  for (let at = 0; at < octets.length; at += 2) {
    const code = (octets[at] as number) * 256 + (octets[at + 1] as number);
    const external = (code >= FIRST_EXTERNAL && code <= LAST_EXTERNAL) || code === MISSING;
    text += external
      ? String.fromCharCode(PRIVATE_USE + 1 + code - FIRST_EXTERNAL)
      : guarded(name, () => fromJisX0208(octets.subarray(at, at + 2)));
  }
  return text;
}

/** Digits and Latin characters of JIS X 0201, an octet each. Other characters and a wrong length: `card/file`. */
export function encodeLatin(name: string, text: string, lengthMax: number): Uint8Array {
  if (!/^[\x20-\x7e]*$/.test(text) || text.length > lengthMax) {
    throw new CardError('card/file', `${name}: not such text`);
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function parseLatin(name: string, octets: Uint8Array): string {
  const text = String.fromCharCode(...octets);
  if (!/^[\x20-\x7e]*$/.test(text)) throw new CardError('card/file', `${name}: not Latin text`);
  return text;
}

function guarded<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/file', `${name}: not JIS X 0208`, { cause: error });
  }
}
