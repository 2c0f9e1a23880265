/**
 * The root's revocation list: which units are revoked. Owns its number, which is taken before anything is signed and never
 * comes twice, and how long a list is kept. Refuses to hand out a list that lacks a unit revoked before it was asked for.
 */

export { currentCrl } from './crl.ts';
export { CRL_TABLES } from './crl-store.ts';
