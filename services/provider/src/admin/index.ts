/**
 * Registration of relying parties by the operator: the contract is api/admin.ts. Opened by the one admin token,
 * compared in constant time. Removing a client ends its sessions at once.
 */
export { mountAdmin } from './admin.ts';
