/**
 * The units: one key and one certificate each, one after the other. A unit makes new tokens for a while and is then
 * followed by the next, whose key is another; its certificate lives on, and so do its tokens. Refuses to sign with a key
 * that is not its certificate's, outside its time, and for a revoked unit.
 */
export { openUnits, takeOutOfService, type Unit, type Units, unitSerial } from './unit.ts';
export type { UnitRecord } from './unit-data.ts';
export { listRevokedUnits, UNIT_TABLES } from './unit-store.ts';
