import { auditTables, openServiceAudit, type ServiceAudit } from '@kazasu/server/audit';
import { createHash } from '../crypto.ts';
import type { VerifierAction } from './actions.ts';

export const AUDIT_TABLES = auditTables('verifier');

export type VerifierAudit = ServiceAudit<VerifierAction>;

export function openAudit(deps: Parameters<typeof openServiceAudit>[1]): VerifierAudit {
  return openServiceAudit<VerifierAction>('verifier', deps);
}

/** SHA-256 (hex) of its JSON: says that it changed, and which one it was, and repeats nothing of it. */
export function fingerprintOf(registration: object): string {
  return createHash('sha256').update(JSON.stringify(registration)).digest('hex');
}
