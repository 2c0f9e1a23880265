/** The room's one door to node:crypto. */
export { createPrivateKey, KeyObject, timingSafeEqual } from 'node:crypto';
