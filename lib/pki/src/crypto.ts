/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  createPublicKey,
  createVerify,
  hash,
  type KeyObject,
  verify,
} from 'node:crypto';
