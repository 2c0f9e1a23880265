/**
 * The hierarchy: two roots (authentication, signature), three generations of each under one name, made once when the
 * authority is first set up; or the generations that ceremonies made, as many as there are. Owns the CA keys and certificates. Refuses to start with keys that are not those of the
 * stored certificates, and to sign for a generation outside its life.
 */
export {
  addYears,
  type CardGeneration,
  type CertificationAuthority,
  caKeyName,
  cardsOf,
  type Hierarchy,
  isAlive,
  issuingCa,
  KEY_KIND,
  LIFE_YEARS,
  ROLES,
  responderKeyName,
} from './ca.ts';
export { CA_TABLES, countChanges, readChanges } from './ca-store.ts';
export { openHierarchy } from './hierarchy.ts';
export { CeremonyRoots, rootsBegin } from './import.ts';
export { watchedKeys } from './watched-keys.ts';
