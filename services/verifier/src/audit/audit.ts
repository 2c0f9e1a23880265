import { type AuditLog, auditTables, openAuditLog, type SparingAudit, sparing } from '@kazasu/server/audit';
import type { Clock } from '@kazasu/server/clock';
import type { Log } from '@kazasu/server/log';
import type { Store } from '@kazasu/server/store';
import { createHash } from '../crypto.ts';
import type { VerifierAction } from './actions.ts';

export const AUDIT_TABLES = auditTables('verifier');

export interface VerifierAudit extends AuditLog<VerifierAction> {
  /** For what anybody can bring about as often as he likes. */
  readonly sparing: SparingAudit<VerifierAction>;
}

export function openAudit(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): VerifierAudit {
  const audit = openAuditLog<VerifierAction>({ service: 'verifier', store: deps.store, clock: deps.clock });
  return { ...audit, sparing: sparing(audit, deps) };
}

/** SHA-256 (hex) of its JSON: says that it changed, and which one it was, and repeats nothing of it. */
export function fingerprintOf(registration: object): string {
  return createHash('sha256').update(JSON.stringify(registration)).digest('hex');
}
