/** The bench's only door to node:crypto: keys of the relying party and of the cards, assertions, PKCE. */
export {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';
