import { AES_BLOCK } from './aes.ts';

/** ISO/IEC 7816-4 padding: `80`, then zeros to a whole block; a whole one more where it was whole already. */
export function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / AES_BLOCK) + 1) * AES_BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** Undefined where the bytes do not end in `80 00 …`: they were encrypted under another key or another counter. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  return end >= 0 && padded[end] === 0x80 ? padded.subarray(0, end) : undefined;
}
