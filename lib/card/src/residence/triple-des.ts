import { concat } from '@kazasu/bytes';

/**
 * Triple DES with two keys (16 bytes), CBC, first vector zero, no padding; data of whole blocks. No browser has it, so
 * it is handed in; `@kazasu/card/residence/node` has the one of Node.
 */
export interface TripleDes {
  encrypt(key: Uint8Array, data: Uint8Array): Uint8Array;
  decrypt(key: Uint8Array, data: Uint8Array): Uint8Array;
}

export const BLOCK = 8;

/** ISO/IEC 7816-4 padding: `80` and as many zeros as fill the block; always at least the `80`. */
export function pad(data: Uint8Array): Uint8Array {
  const room = BLOCK - (data.length % BLOCK);
  const padding = new Uint8Array(room);
  padding[0] = 0x80;
  return concat(data, padding);
}

/** Undefined where there is no such padding in the last block. */
export function unpad(data: Uint8Array): Uint8Array | undefined {
  for (let end = data.length - 1; end >= 0 && end >= data.length - BLOCK; end--) {
    if (data[end] === 0x80) return data.subarray(0, end);
    if (data[end] !== 0) return undefined;
  }
  return undefined;
}

/**
 * Retail MAC (ISO/IEC 9797-1, algorithm 3, padding 2): single DES through all blocks, triple DES at the last. A triple
 * DES whose two keys are one is single DES.
 */
export function retailMac(tripleDes: TripleDes, key: Uint8Array, data: Uint8Array): Uint8Array {
  const [first, second] = [twice(key.subarray(0, BLOCK)), twice(key.subarray(BLOCK))];
  const last = tripleDes.encrypt(first, pad(data)).subarray(-BLOCK);
  return tripleDes.encrypt(first, tripleDes.decrypt(second, last));
}

function twice(key: Uint8Array): Uint8Array {
  return concat(key, key);
}
