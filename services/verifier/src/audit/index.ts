/**
 * The verifier's audit log: what its operator's administrators did and were refused. Owns the closed list of actions; the chain is
 * kit/server/audit. Refuses to tell of a person or of a tenant's records: those stand in the log of evidence.
 */
export { ACTIONS, type VerifierAction } from './actions.ts';
export { AUDIT_TABLES, fingerprintOf, openAudit, type VerifierAudit } from './audit.ts';
