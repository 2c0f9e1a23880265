import { concat, encodeTlv, parseTlv } from '@kazasu/bytes';
import { EXTENDED_LE_MAX } from '../../apdu.ts';
import { AES_BLOCK } from './aes.ts';

const CRYPTOGRAM = 0x86;
const EXPECTED_LENGTH = 0x96;
/** Says how the plaintext was padded; the card knows this one way. */
const PADDING_INDICATOR = 0x01;

/** The ciphertext in `86 len 01 ‖ ciphertext`, the only object there; undefined for anything else. */
export function readCryptogram(data: Uint8Array): Uint8Array | undefined {
  const value = onlyObject(data, CRYPTOGRAM);
  if (value === undefined || value[0] !== PADDING_INDICATOR) return undefined;
  const ciphertext = value.subarray(1);
  return ciphertext.length > 0 && ciphertext.length % AES_BLOCK === 0 ? ciphertext : undefined;
}

export function writeCryptogram(ciphertext: Uint8Array): Uint8Array {
  return encodeTlv(CRYPTOGRAM, concat(Uint8Array.of(PADDING_INDICATOR), ciphertext));
}

/** The number in `96 03 00 <2 bytes>`, where zero asks for everything; undefined for anything else. */
export function readExpectedLength(data: Uint8Array): number | undefined {
  const value = onlyObject(data, EXPECTED_LENGTH);
  if (value?.length !== 3 || value[0] !== 0) return undefined;
  return (value[1] as number) * 256 + (value[2] as number) || EXTENDED_LE_MAX;
}

function onlyObject(data: Uint8Array, tag: number): Uint8Array | undefined {
  try {
    const [object] = parseTlv(data);
    // Filler is for files: in a message it would be something beside the object.
    return object?.tag === tag && object.encoded.length === data.length ? object.value : undefined;
  } catch {
    return undefined;
  }
}
