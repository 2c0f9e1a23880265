import { type ChainEnd, chainPage, verifyChain } from '@kazasu/server/audit';
import type { AuditPage, AuditVerdict } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { CHAIN } from './audit-store.ts';

/** Follows the whole chain; with a head that was written down elsewhere, it must hold that one where it stood. */
export function verifyAudit(deps: AuthorityDeps, remembered?: ChainEnd): Promise<AuditVerdict> {
  return verifyChain(CHAIN, deps.store, remembered);
}

export function auditPage(deps: AuthorityDeps, after: number): Promise<AuditPage> {
  return chainPage(CHAIN, deps.store, after);
}
