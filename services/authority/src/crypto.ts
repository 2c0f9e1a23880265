/** The room's one door to node:crypto. */
export { createHash, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
