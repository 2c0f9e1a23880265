/** The service's one door to node:crypto. */
export {
  constants,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  privateEncrypt,
  sign,
  verify,
} from 'node:crypto';
