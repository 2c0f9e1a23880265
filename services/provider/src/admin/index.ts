/**
 * What is the operator's, by HTTP: relying parties and platform operators, the epoch, the audit log and its heads (the contract is
 * api/admin.ts), proposals of two and their approval (api/administration.ts), the counters at `GET /metrics`. Opened by named administrators'
 * signed requests, each by their roles; the admin token opens for reading what is watched all the time (metrics, status, audit log, epoch), and all
 * of it where one administers alone. What two must agree to is in administration/. Removing a client ends its logins and sessions at once, and nobody
 * who gets its id later inherits anything; replacing it in place ends nothing.
 */
export { mountAdmin } from './admin.ts';
export { mountAdministration } from './administration-routes.ts';
export { type MayDeps, onlyTheAdministrator } from './administrator.ts';
export { mountAuditHeads } from './audit-routes.ts';
export { mountMetrics } from './metrics.ts';
