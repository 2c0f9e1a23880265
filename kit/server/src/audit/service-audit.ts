import type { Clock } from '../clock/index.ts';
import type { Log } from '../log/index.ts';
import type { Store } from '../store/index.ts';
import { type AuditLog, openAuditLog } from './audit-log.ts';
import { type SparingAudit, sparing } from './sparing.ts';

/** The audit log of a service that people from outside can come to. */
export interface ServiceAudit<Action extends string> extends AuditLog<Action> {
  /** For what anybody can bring about as often as they like. */
  readonly sparing: SparingAudit<Action>;
}

export function openServiceAudit<Action extends string>(
  service: string,
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log },
): ServiceAudit<Action> {
  const audit = openAuditLog<Action>({ service, store, clock });
  return { ...audit, sparing: sparing(audit, { clock, log }) };
}
