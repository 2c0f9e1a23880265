/** The room's one door to node:crypto. */
export { createHash } from 'node:crypto';
