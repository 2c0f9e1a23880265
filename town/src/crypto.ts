/** The town's only door to node:crypto: the site's public key. */
export { createPublicKey } from 'node:crypto';
