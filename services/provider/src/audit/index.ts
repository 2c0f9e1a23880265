/**
 * The provider's audit log: registrations, administrators and what they propose, keys, trust, the epoch, refusals of the administration, codes
 * and refresh tokens that came twice. Owns the closed list of actions; the chain is kit/server/audit. Refuses to tell of a person: logins are not in it.
 */

export { type AuditHeads, openAuditHeads } from '@kazasu/server/audit/signed-heads';
export { ACTIONS, type ProviderAction } from './actions.ts';
export { AUDIT_TABLES, openAudit, type ProviderAudit } from './audit.ts';
export { fingerprintOf } from './fingerprint.ts';
