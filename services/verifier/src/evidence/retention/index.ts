/**
 * How long records are kept: seven years from the end of the contract unless the operator has agreed on something else with the tenant
 * (facts: 犯収法6条, 規則21条). Owns the clocks, the policy of a tenant, and erasing: one record, a person's, and what is due. Refuses to
 * erase what must be kept, and to guess that a contract has ended.
 */
export { eraseDue } from './due.ts';
export { clockOf, erasePerson, eraseRecord } from './erase.ts';
export {
  DEFAULT_RETENTION,
  type RetentionPolicy,
  type RetentionWish,
  retainedUntil,
  wishedClock,
} from './retention.ts';
export { findClock, findPolicy, RETENTION_TABLES, setClock, setPolicy } from './retention-store.ts';
