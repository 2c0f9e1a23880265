import { auditTables, openServiceAudit, type ServiceAudit } from '@kazasu/server/audit';
import type { ProviderAction } from './actions.ts';

export const AUDIT_TABLES = auditTables('provider');

export type ProviderAudit = ServiceAudit<ProviderAction>;

export function openAudit(deps: Parameters<typeof openServiceAudit>[1]): ProviderAudit {
  return openServiceAudit<ProviderAction>('provider', deps);
}
