import { type AuditLog, auditTables, openAuditLog, type SparingAudit, sparing } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import type { ProviderAction } from './actions.ts';

export const AUDIT_TABLES = auditTables('provider');

export interface ProviderAudit extends AuditLog<ProviderAction> {
  /** For what anybody can bring about as often as he likes. */
  readonly sparing: SparingAudit<ProviderAction>;
}

export function openAudit(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): ProviderAudit {
  const audit = openAuditLog<ProviderAction>({ service: 'provider', store: deps.store, clock: deps.clock });
  return { ...audit, sparing: sparing(audit, deps) };
}
