/**
 * What is the operator's: registration of relying parties and platform operators (the contract is api/admin.ts) and the counters at
 * `GET /metrics`. Opened by named administrators' signed requests, each by their roles; the admin token opens reading, and all of it where one
 * administers alone. What two must agree to is in administration/. Removing a client ends its logins
 * and sessions at once, and nobody who gets its id later inherits anything; replacing it in place ends nothing.
 */
export { mountAdmin } from './admin.ts';
export { mountAdministration } from './administration-routes.ts';
export { type MayDeps, onlyTheAdministrator } from './administrator.ts';
export { mountAuditHeads } from './audit-routes.ts';
export { mountMetrics } from './metrics.ts';
