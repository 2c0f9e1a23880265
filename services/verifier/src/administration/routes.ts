import { mountAdministration, mountAudit, mountAuditHeads } from '@kazasu/server/administration';
import type { AuditHeads } from '@kazasu/server/audit/signed-heads';
import type { Hono } from 'hono';
import type { VerifierDeps } from '../deps.ts';
import { administrationOf } from './administration.ts';
import { carryOut } from './carry-out.ts';

/** Of named administrators, proposals, trust and the audit log; tenants are in the table of routes. */
export function mountOperators(app: Hono, deps: VerifierDeps, heads: AuditHeads): void {
  const administration = administrationOf(deps);
  const { log, audit, trust } = deps;
  mountAdministration(app, administration, {
    log,
    trust,
    refresh: () => trust.refresh(),
    carryOut: (change, consented) => carryOut(deps, change, consented),
  });
  mountAudit(app, administration, { audit, log });
  mountAuditHeads(app, administration, { heads, log });
}
