/** The bench's only door to node:crypto: keys of relying party, cards and authorities, assertions, PKCE, hashes. */
export {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  default as nodeCrypto,
  generateKeyPairSync,
  KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
  verify,
  webcrypto,
} from 'node:crypto';
