import { BytesError, concat, encodeTlv, parseTlv, type Tlv } from '@kazasu/bytes';
import { BLOCK, pad, type TripleDes, unpad } from './triple-des.ts';

/**
 * Secure messaging of the residence card: data are encrypted under the session key, nothing is authenticated. The
 * objects are `86` (`01` and the ciphertext) and `96` (the length wanted).
 */
const CRYPTOGRAM_TAG = 0x86;
const LENGTH_TAG = 0x96;
const PADDED = 0x01;
/** Bit of CLA by which a command announces it. */
export const MESSAGING_CLASS = 0x08;

export function sealData(tripleDes: TripleDes, key: Uint8Array, data: Uint8Array): Uint8Array {
  return encodeTlv(CRYPTOGRAM_TAG, Uint8Array.of(PADDED), tripleDes.encrypt(key, pad(data)));
}

/** The length that is wanted, in two octets; zero is all there is. */
export function sealLength(length: number): Uint8Array {
  return encodeTlv(LENGTH_TAG, Uint8Array.of((length >> 8) & 255, length & 255));
}

export interface OpenedMessage {
  readonly data?: Uint8Array;
  /** Zero is all there is. */
  readonly length?: number;
}

/** Undefined where the objects are not those, cut off, of wrong padding or stand twice. */
export function openMessage(
  tripleDes: TripleDes,
  key: Uint8Array,
  message: Uint8Array,
): OpenedMessage | undefined {
  const objects = objectsIn(message);
  if (objects === undefined || new Set(objects.map(({ tag }) => tag)).size !== objects.length)
    return undefined;
  let opened: OpenedMessage = {};
  for (const { tag, value } of objects) {
    const part = tag === CRYPTOGRAM_TAG ? dataIn(tripleDes, key, value) : lengthIn(tag, value);
    if (part === undefined) return undefined;
    opened = { ...opened, ...part };
  }
  return opened;
}

function objectsIn(message: Uint8Array): Tlv[] | undefined {
  try {
    const objects = parseTlv(message);
    // What parseTlv takes for filler is not part of a message.
    const whole = concat(...objects.map(({ encoded }) => encoded)).length === message.length;
    return whole ? objects : undefined;
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    return undefined;
  }
}

function dataIn(tripleDes: TripleDes, key: Uint8Array, value: Uint8Array): OpenedMessage | undefined {
  const ciphertext = value.subarray(1);
  if (value[0] !== PADDED || ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) return undefined;
  const data = unpad(tripleDes.decrypt(key, ciphertext));
  return data === undefined ? undefined : { data };
}

function lengthIn(tag: number, value: Uint8Array): OpenedMessage | undefined {
  if (tag !== LENGTH_TAG || value.length < 1 || value.length > 2) return undefined;
  return { length: value.reduce((sum, octet) => sum * 256 + octet, 0) };
}
