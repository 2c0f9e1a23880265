/** The town's only door to node:crypto: the site's public key, and the signatures on cards that no authority makes. */
export { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
