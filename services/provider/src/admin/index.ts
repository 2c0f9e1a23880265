/**
 * What is the operator's: registration of relying parties and platform operators (the contract is api/admin.ts) and the counters at
 * `GET /metrics`. Opened by the one admin token, compared in constant time. Removing a client ends its logins
 * and sessions at once, and nobody who gets its id later inherits anything; replacing it in place ends nothing.
 */
export { mountAdmin } from './admin.ts';
export { onlyTheAdministrator } from './administrator.ts';
export { mountAuditHeads } from './audit-routes.ts';
export { mountMetrics } from './metrics.ts';
