/** The tools' only door to node:crypto. */
export {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  default as nodeCrypto,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
