/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
  publicDecrypt,
  X509Certificate,
} from 'node:crypto';
