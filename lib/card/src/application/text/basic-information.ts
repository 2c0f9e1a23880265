import { encodeTlv } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { objects, readFile } from '../file.ts';
import { TEXT_TAG } from './ef.ts';

/** EF 0005 (facts a.6). Nothing signs it. */
export interface BasicInformation {
  /** Of the specification; 1 on the cards seen. */
  readonly version: number;
  readonly extendedApdu: boolean;
  /** 0E on the cards seen. */
  readonly vendor: number;
  /** The vendor's own; 1 on the cards seen. */
  readonly option: number;
  /** 16 bytes: a key of unknown use, number x000034. It is not the one that EF 0004 certifies. */
  readonly keyId: Uint8Array;
}

/** DF43, whose meaning is unknown: 32 bytes and filler on the cards seen. */
const OPAQUE = new Uint8Array(128).fill(0xff).fill(0, 0, 32);
/** How the card writes that it takes extended lengths. */
const EXTENDED = 3;

/** `FF40 { DF41 04 version, extended-APDU flag, vendor, option; DF42 10 key id; DF43 8180 … }`. */
export function encodeBasicInformation(information: BasicInformation): Uint8Array<ArrayBuffer> {
  const { version, extendedApdu, vendor, option, keyId } = information;
  if (keyId.length !== 16) throw new CardError('card/file', 'basic information: key id is not 16 bytes');
  return encodeTlv(
    TEXT_TAG.basicInformation,
    encodeTlv(TEXT_TAG.version, Uint8Array.of(version, extendedApdu ? EXTENDED : 0, vendor, option)),
    encodeTlv(TEXT_TAG.keyId, keyId),
    encodeTlv(TEXT_TAG.opaque, OPAQUE),
  );
}

/** Any other form is CardError `card/file`. */
export function parseBasicInformation(file: Uint8Array): BasicInformation {
  return readFile('basic information', () => {
    const [template] = objects('basic information', file, [TEXT_TAG.basicInformation]);
    const [numbers, keyId] = objects('basic information', template.value, [
      TEXT_TAG.version,
      TEXT_TAG.keyId,
      TEXT_TAG.opaque,
    ]);
    if (numbers.value.length !== 4 || keyId.value.length !== 16) {
      throw new CardError('card/file', 'basic information: length of a part');
    }
    const [version, extended, vendor, option] = numbers.value as unknown as [number, number, number, number];
    return { version, extendedApdu: extended !== 0, vendor, option, keyId: keyId.value };
  });
}
