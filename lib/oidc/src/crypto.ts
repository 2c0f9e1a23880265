/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
