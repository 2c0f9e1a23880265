import { concat } from '@kazasu/bytes';
import { createCipheriv, createDecipheriv, createHash } from '../../crypto.ts';
import type { TripleDes } from '../triple-des.ts';

const ALGORITHM = 'des-ede-cbc';
const FIRST_VECTOR = new Uint8Array(8);

/** Node's triple DES, for readers that run there and for the virtual card. */
export const nodeTripleDes: TripleDes = {
  encrypt: (key, data) => {
    const cipher = createCipheriv(ALGORITHM, key, FIRST_VECTOR).setAutoPadding(false);
    return concat(cipher.update(data), cipher.final());
  },
  decrypt: (key, data) => {
    const decipher = createDecipheriv(ALGORITHM, key, FIRST_VECTOR).setAutoPadding(false);
    return concat(decipher.update(data), decipher.final());
  },
};

export function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}
