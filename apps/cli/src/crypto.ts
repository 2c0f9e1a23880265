/** The room's one door to node:crypto. */
export { generateKeyPairSync, type KeyObject } from 'node:crypto';
