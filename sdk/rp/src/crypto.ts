/** The room's one door to node:crypto. */
export { createPrivateKey, createPublicKey, KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
