/** The service's one door to node:crypto. */
export {
  constants,
  createHash,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  publicDecrypt,
  sign,
  verify,
} from 'node:crypto';
