import { encodeTlv } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { TEXT_TAG } from './ef.ts';
import { objects, readFile } from './file.ts';

/** EF 0005 (facts a.6). */
export interface BasicInformation {
  readonly version: number;
  readonly extendedApdu: boolean;
  readonly vendor: number;
  readonly option: number;
  /** 16 bytes: the key whose CV certificate stands in EF 0004. */
  readonly keyId: Uint8Array;
}

/** Length of DF43, whose meaning is unknown: zeros here. */
const OPAQUE_LENGTH = 128;

/** `FF40 { DF41 04 version, extended-APDU flag, vendor, option; DF42 10 key id; DF43 8180 … }`. */
export function encodeBasicInformation(information: BasicInformation): Uint8Array<ArrayBuffer> {
  const { version, extendedApdu, vendor, option, keyId } = information;
  if (keyId.length !== 16) throw new CardError('card/file', 'basic information: key id is not 16 bytes');
  return encodeTlv(
    TEXT_TAG.basicInformation,
    encodeTlv(TEXT_TAG.version, Uint8Array.of(version, extendedApdu ? 1 : 0, vendor, option)),
    encodeTlv(TEXT_TAG.keyId, keyId),
    encodeTlv(TEXT_TAG.opaque, new Uint8Array(OPAQUE_LENGTH)),
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
