/**
 * Spare RSA keys for the processes of `npm test`: made once for a working copy, each used once in a process.
 * `preload.ts` puts them in the place of what `node:crypto` would make; `makers.ts` says where that is not done.
 */

export { makesKeys } from './makers.ts';
export { requireSpareKeys } from './spares.ts';

/** For `node --import`. */
export const PRELOAD = new URL('./preload.ts', import.meta.url).href;
