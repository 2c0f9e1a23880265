/** The town's only door to node:crypto: the RSA operation of a card's chip, and the site's public key. */
export { constants, createPrivateKey, createPublicKey, type KeyObject, privateEncrypt } from 'node:crypto';
