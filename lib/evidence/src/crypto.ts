/** The room's one door to node:crypto. What runs in a browser replaces this file: keep to these three functions. */
export { createHash, createPublicKey, verify } from 'node:crypto';
