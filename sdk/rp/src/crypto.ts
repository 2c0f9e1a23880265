/** The room's one door to node:crypto. */
export { createHash, createPrivateKey, KeyObject, timingSafeEqual } from 'node:crypto';
