/**
 * A service's audit log: a chain of entries in which each holds the hash of the one before, written in the transaction of what it tells of.
 * Owns the chain, its two tables, the order of statements that keeps it one chain on many nodes, its judgement, and the common form of
 * an entry. Refuses to change or remove an entry, and every value that could be a sentence: no personal item has a place in it.
 */
export { type AuditLog, type AuditLogOptions, auditTables, openAuditLog } from './audit-log.ts';
export { type ChainEnd, chainHash, followChain, NO_HASH } from './chain.ts';
export { type ChainReader, chainReader, type Followed } from './chain-reader.ts';
export { type ChainForm, type ChainState, type ChainStore, chainStore, chainTables } from './chain-store.ts';
export { AuditDamaged } from './damaged.ts';
export { type AuditDetail, type AuditEntry, type AuditEvent, bodyOf, detailIn } from './event.ts';
export { createHeadExport, type HeadExport, type HeadExportOptions } from './head-export.ts';
export { openServiceAudit, type ServiceAudit } from './service-audit.ts';
export { type SparingAudit, sparing } from './sparing.ts';
export { type ChainPage, type ChainVerdict, chainPage, verifyChain } from './verify.ts';
export { watchedHeads } from './watched-heads.ts';
