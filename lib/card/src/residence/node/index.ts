/** The triple DES of Node, for readers of residence cards that run there, and for the virtual card. No browser has one. */
import { concat } from '@kazasu/bytes';
import { createCipheriv, createDecipheriv } from '../../crypto.ts';
import type { TripleDes } from '../triple-des.ts';

const ALGORITHM = 'des-ede-cbc';
const FIRST_VECTOR = new Uint8Array(8);

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
