/**
 * What of the provider two named administrators must agree to (ADR 0052): keys, trust, administrators, the epoch; and what then happens. Who
 * signed what, proposals and consent are kit/server/administration.
 *
 * Owns: the closed list of changes (api/administration.ts) and their effects. Refuses: whatever does not fit any more what stands.
 */
export { type AdministeredDeps, administrationOf, openAdministration } from './administration.ts';
export { carryOut } from './carry-out.ts';
export { ADMINISTRATION_TABLES, endAllProposals, PROVIDER, USED_PROPOSALS } from './tables.ts';
