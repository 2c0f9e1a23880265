/**
 * The audit of everything that is decided here: a chain of entries in which each holds the hash of the one before, written
 * in the transaction of what it tells of. Owns what an entry says; the chain and its judgement are kit/server/audit. Refuses to change or
 * remove an entry, and holds no personal item: people are named by the register's own id, certificates by their serial numbers.
 */
export {
  type AdministrationAudit,
  type AuthorityAction,
  openAdministrationAudit,
} from './administration-audit.ts';
export {
  AUDIT_OF_ADMINISTRATION,
  AUDIT_OF_RESIDENT,
  AUDIT_TABLES,
  appendAudit,
  auditOfResident,
  latestAudit,
  readHead,
} from './audit-store.ts';
export { type AuditHeads, openAuditHeads } from './signed-heads.ts';
export { auditPage, verifyAudit } from './verify.ts';
