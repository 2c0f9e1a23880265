/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  createPublicKey,
  createVerify,
  hash,
  type KeyObject,
  publicDecrypt,
  verify,
} from 'node:crypto';
