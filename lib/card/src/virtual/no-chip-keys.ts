import type { ChipKeys } from './contents.ts';

/** For cards of other kinds, which have no keys of their own. */
export const NO_CHIP_KEYS: ChipKeys = {
  sign: () => undefined,
  signPss: () => undefined,
  decryptOaep: () => undefined,
};
