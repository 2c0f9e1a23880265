/**
 * Tenants: relying parties under contract with the operator, with the purposes that the contract allows, the clients whose
 * signed results they may present, and how long their records are kept. Owns the operator's routes `/admin/tenants`. A tenant
 * that ended is kept: its id is never given to another, so that nobody inherits records.
 */
export { TENANT_PROBLEMS } from './problems.ts';
export { TENANT_ROUTES } from './routes.ts';
export type { Tenant } from './tenant-data.ts';
export { findTenant, TENANT_TABLES } from './tenant-store.ts';
