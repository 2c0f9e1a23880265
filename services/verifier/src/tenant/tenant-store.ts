import type { StatementRunner } from '@kazasu/server/store';
import type { Tenant } from './tenant-data.ts';

export const TENANT_TABLES: readonly string[] = [
  `CREATE TABLE verifier_tenant (
    tenant_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    purposes TEXT NOT NULL,
    client_ids TEXT NOT NULL,
    retention_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
  )`,
];

export interface TenantRow {
  readonly tenant_id: string;
  readonly name: string;
  readonly purposes: string;
  readonly client_ids: string;
  readonly retention_ms: number;
  readonly tenant_created_at: number;
  readonly ended_at: number | null;
}

/** The columns by which {@link tenantOf} makes a tenant, for joins too. */
export const TENANT_COLUMNS = `verifier_tenant.tenant_id AS tenant_id, verifier_tenant.name AS name, purposes, client_ids,
  retention_ms, verifier_tenant.created_at AS tenant_created_at, ended_at`;

export function tenantOf(row: TenantRow): Tenant {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    purposes: row.purposes.split(' '),
    clientIds: row.client_ids === '' ? [] : row.client_ids.split(' '),
    retentionMs: row.retention_ms,
    createdAt: row.tenant_created_at,
    endedAt: row.ended_at ?? undefined,
  };
}

/** False if the id is taken. */
export async function insertTenant(store: StatementRunner, tenant: Tenant): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO verifier_tenant (tenant_id, name, purposes, client_ids, retention_ms, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id) DO NOTHING RETURNING tenant_id`,
    [tenant.tenantId, ...changeable(tenant), tenant.createdAt],
  );
  return rows.length === 1;
}

/** Undefined if there is none, or it has ended. */
export async function changeTenant(store: StatementRunner, tenant: Tenant): Promise<Tenant | undefined> {
  const [row] = await store.run<TenantRow>(
    `UPDATE verifier_tenant SET name = $2, purposes = $3, client_ids = $4, retention_ms = $5
     WHERE tenant_id = $1 AND ended_at IS NULL RETURNING ${TENANT_COLUMNS}`,
    [tenant.tenantId, ...changeable(tenant)],
  );
  return row && tenantOf(row);
}

function changeable({ name, purposes, clientIds, retentionMs }: Tenant) {
  return [name, purposes.join(' '), clientIds.join(' '), retentionMs] as const;
}

export async function findTenant(store: StatementRunner, tenantId: string): Promise<Tenant | undefined> {
  const [row] = await store.run<TenantRow>(
    `SELECT ${TENANT_COLUMNS} FROM verifier_tenant WHERE tenant_id = $1`,
    [tenantId],
  );
  return row && tenantOf(row);
}

export async function listTenants(store: StatementRunner): Promise<readonly Tenant[]> {
  const rows = await store.run<TenantRow>(`SELECT ${TENANT_COLUMNS} FROM verifier_tenant ORDER BY tenant_id`);
  return rows.map(tenantOf);
}

/** Its first end counts. False if there is no such tenant. */
export async function endTenant(store: StatementRunner, tenantId: string, now: number): Promise<boolean> {
  const rows = await store.run(
    `UPDATE verifier_tenant SET ended_at = COALESCE(ended_at, $2) WHERE tenant_id = $1 RETURNING tenant_id`,
    [tenantId, now],
  );
  return rows.length === 1;
}
