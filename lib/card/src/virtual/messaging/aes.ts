import { createCipheriv, createDecipheriv } from '../../crypto.ts';

export const AES_BLOCK = 16;
const ZERO = new Uint8Array(AES_BLOCK);

/** The initial vector of the command with this number: the number as a block, encrypted. */
function vectorOf(key: Uint8Array, counter: number): Uint8Array {
  const block = new Uint8Array(AES_BLOCK);
  new DataView(block.buffer).setBigUint64(8, BigInt(counter));
  return createCipheriv('aes-128-cbc', key, ZERO).setAutoPadding(false).update(block);
}

/** AES-128-CBC over whole blocks. */
export function encrypt(key: Uint8Array, counter: number, blocks: Uint8Array): Uint8Array {
  return createCipheriv('aes-128-cbc', key, vectorOf(key, counter)).setAutoPadding(false).update(blocks);
}

export function decrypt(key: Uint8Array, counter: number, blocks: Uint8Array): Uint8Array {
  return createDecipheriv('aes-128-cbc', key, vectorOf(key, counter)).setAutoPadding(false).update(blocks);
}
