/** The tools' only door to node:crypto. */
export { createHash } from 'node:crypto';
