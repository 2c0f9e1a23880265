import { BytesError, parseTlv, type Tlv } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/** Runs a parser over bytes from a card and turns what the codec refuses into CardError `card/file`. */
export function readFile<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/file', `${name}: ${error.code}`, { cause: error });
  }
}

/** The data objects of a file or of a value: exactly these tags in exactly this order, then nothing but filler. */
export function objects<const Tags extends readonly number[]>(
  name: string,
  bytes: Uint8Array,
  tags: Tags,
): { -readonly [I in keyof Tags]: Tlv } {
  const found = parseTlv(bytes);
  if (found.length !== tags.length || found.some((object, index) => object.tag !== tags[index])) {
    throw new CardError('card/file', `${name}: not the data objects of this file`);
  }
  return found as { -readonly [I in keyof Tags]: Tlv };
}
