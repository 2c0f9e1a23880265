/** The room's door to node:crypto for what it makes itself: keys of relying parties and cards, assertions, hashes. */
export {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
