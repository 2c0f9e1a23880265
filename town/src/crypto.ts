/** The town's only door to node:crypto: the RSA operation that a real card's chip does. */
export { constants, createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
