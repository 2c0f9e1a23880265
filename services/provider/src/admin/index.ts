/**
 * What is the operator's: registration of relying parties (the contract is api/admin.ts) and the counters at
 * `GET /metrics`. Opened by the one admin token, compared in constant time. Removing a client ends its sessions at once.
 */
export { mountAdmin } from './admin.ts';
export { mountMetrics } from './metrics.ts';
