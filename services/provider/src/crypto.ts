/** The service's one door to node:crypto. */
export {
  constants,
  createHash,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
