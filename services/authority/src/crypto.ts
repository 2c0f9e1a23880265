/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateEncrypt,
  sign,
  verify,
} from 'node:crypto';
