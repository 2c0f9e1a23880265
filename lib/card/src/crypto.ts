/**
 * The room's only door to node:crypto. The virtual card and the tests go through it; the half that reads cards runs in
 * a browser and does not.
 */
export {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
} from 'node:crypto';
