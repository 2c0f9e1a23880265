/**
 * Cryptography for the judge in a browser: the functions of node:crypto that the crypto doors of `lib/pki` and `lib/evidence` name,
 * synchronous as there, over `@noble/hashes` and `@noble/curves`, with RSA verification of our own. The build puts this folder in
 * the place of those doors. Owns verification alone; refuses to sign, to hold a secret, and to know an algorithm that the
 * judge does not ask for.
 */
export { createHash, hash } from './digest.ts';
export { createPublicKey, type PublicKeyObject } from './key.ts';
export { constants, createVerify, publicDecrypt, verify } from './verify.ts';
