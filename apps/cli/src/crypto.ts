/** The room's one door to node:crypto. */
export {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  publicDecrypt,
  X509Certificate,
} from 'node:crypto';
