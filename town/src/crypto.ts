/**
 * The town's only door to node:crypto: the site's public key, the signatures on cards that no authority makes, and what a
 * card judges for itself.
 */
export {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
