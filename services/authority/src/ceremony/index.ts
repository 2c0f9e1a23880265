/**
 * Root key ceremonies (`npm run ceremony`): makes a root, or its next generation, under the passphrases of at least two
 * custodians, has OpenSSL judge what was made, and writes a protocol that the new roots sign. Owns the steps, the
 * protocol and how an authority is started on what came out. Refuses to overwrite anything, and to be held by one.
 * Guide: docs/operate/ceremony.md.
 */
export { type Custody, type CustodyEnvironment, openCustody } from './custody.ts';
