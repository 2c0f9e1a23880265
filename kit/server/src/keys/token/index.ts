/**
 * Keys that never leave a token (PKCS#11 v2.40). Owns: one session with one token, found by its label; keys made in it,
 * not extractable, found by their labels; signatures over digests that are made here, so that a list of any size
 * costs the token the same. Refuses: keys that could be exported, two keys of one label, and to make a key on the way
 * (that is a ceremony's business, see `mayCreate`).
 */
export { openTokenKeys, type TokenKeys, type TokenKeysOptions } from './token-keys.ts';
