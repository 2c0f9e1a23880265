/**
 * The register: residents as their municipality holds them. Owns the rules a record must keep beyond its form, and
 * its storage, sealed. Refuses wrong check digits, days of no era, characters that no certificate
 * can carry, and substitutes that do not stand for exactly one of those.
 */
export { certifiedItems, checkResident } from './resident.ts';
export {
  findResident,
  insertResident,
  listResidents,
  lockResident,
  RESIDENT_CHANGES,
  RESIDENT_TABLES,
  type ResidentRow,
  replaceRecord,
  setStatus,
} from './resident-store.ts';
