/**
 * The hierarchy: two roots (authentication, signature), three generations of each under one name, made once when the
 * authority is first set up. Owns the CA keys and certificates. Refuses to start with keys that are not those of the
 * stored certificates, and to sign for a generation outside its life.
 */
export { type CertificationAuthority, type Hierarchy, isAlive, issuingCa } from './ca.ts';
export { CA_TABLES, countChanges, readChanges } from './ca-store.ts';
export { openHierarchy } from './hierarchy.ts';
