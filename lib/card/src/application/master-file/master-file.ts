import { CardError } from '../../error.ts';
import { type CvCertificate, KEY_ID_LENGTH, parseBareCvCertificate } from '../cv-certificate.ts';
import { parseDigits } from '../digits.ts';
import { requireLength } from '../rsa-key.ts';
import { MASTER_FILE_TAG } from './tag.ts';

/** The data objects that a card has, by their tag as four hexadecimal digits in lower case. */
export type MasterFileObjects = { readonly [tagHex4: string]: Uint8Array };

/** What those objects say. */
export interface MasterFile {
  readonly issuer?: Uint8Array;
  readonly cardId?: string;
  readonly cardData?: Uint8Array;
  readonly municipality?: string;
  /** `YYYYMMDD`. */
  readonly expiry?: string;
  readonly intermediateKeyId?: Uint8Array;
  /** From the root down; each is signed by the key that the one before certifies. */
  readonly chain: readonly CvCertificate[];
  /** The contact interface's ATR, with its first byte. */
  readonly atr?: Uint8Array;
}

const NAME = 'master file';

/** The key of an object among {@link MasterFileObjects}. */
export function tagHex(tag: number): string {
  return tag.toString(16).padStart(4, '0');
}

/** An object of another form, or an ATR whose check byte is wrong, is CardError `card/file`. Unknown tags are ignored. */
export function parseMasterFile(objects: MasterFileObjects): MasterFile {
  const read = <Key extends string, T>(key: Key, tag: number, parse: (bytes: Uint8Array) => T) => {
    const bytes = objects[tagHex(tag)];
    return (bytes === undefined ? {} : { [key]: parse(bytes) }) as { readonly [key in Key]?: T };
  };
  const chain = [MASTER_FILE_TAG.upperCertificate, MASTER_FILE_TAG.lowerCertificate].flatMap(
    (tag) => objects[tagHex(tag)] ?? [],
  );
  return {
    ...read('issuer', MASTER_FILE_TAG.issuer, parseKeyId),
    ...read('cardId', MASTER_FILE_TAG.cardId, parseText),
    ...read('cardData', MASTER_FILE_TAG.cardData, (bytes) => bytes),
    ...read('municipality', MASTER_FILE_TAG.municipality, (bytes) => parseDigits(NAME, bytes, 5)),
    ...read('expiry', MASTER_FILE_TAG.expiry, (bytes) => parseDigits(NAME, bytes, 8)),
    ...read('intermediateKeyId', MASTER_FILE_TAG.intermediateKeyId, parseKeyId),
    ...read('atr', MASTER_FILE_TAG.atr, parseAtr),
    chain: chain.map(parseBareCvCertificate),
  };
}

function parseKeyId(bytes: Uint8Array): Uint8Array {
  requireLength(NAME, bytes, KEY_ID_LENGTH);
  return bytes;
}

function parseText(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes.subarray(0, 65));
  if (!/^[\x20-\x7e]{1,64}$/.test(text)) throw new CardError('card/file', 'master file: not text');
  return text;
}

/** Direct convention, and the check byte makes the exclusive or of what follows the first byte zero (ISO/IEC 7816-3). */
function parseAtr(bytes: Uint8Array): Uint8Array {
  const check = bytes.reduce((sum, byte) => sum ^ byte, 0);
  if (bytes.length < 2 || bytes.length > 32 || check !== 0) {
    throw new CardError('card/file', 'master file: no ATR');
  }
  return Uint8Array.of(0x3b, ...bytes);
}
