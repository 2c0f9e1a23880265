/**
 * Spare RSA keys for the processes of `npm test`: made once for a working copy, each used once in a process.
 * `preload.ts` puts them in the place of what `node:crypto` would make, and says where that is not done.
 */

export { requireSpareKeys } from './spares.ts';

/** For `node --import`. */
export const PRELOAD = new URL('./preload.ts', import.meta.url).href;
