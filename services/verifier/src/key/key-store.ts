import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import type { Tenant } from '../tenant/tenant-data.ts';
import { TENANT_COLUMNS, type TenantRow, tenantOf } from '../tenant/tenant-store.ts';
import type { ApiKey } from './key-data.ts';
import { isScope } from './scope.ts';

export const KEY_TABLES: readonly string[] = [
  `CREATE TABLE verifier_api_key (
    key_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    key_name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    ends_at BIGINT,
    last_used_day TEXT,
    replaced_by TEXT
  )`,
  'CREATE INDEX verifier_api_key_tenant ON verifier_api_key (tenant_id, created_at)',
];

interface KeyRow {
  readonly key_id: string;
  readonly tenant_id: string;
  readonly key_name: string;
  readonly scopes: string;
  readonly secret_hash: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly ends_at: number | null;
  readonly last_used_day: string | null;
  readonly replaced_by: string | null;
}

const COLUMNS = `key_id, verifier_api_key.tenant_id AS tenant_id, key_name, scopes, secret_hash,
  verifier_api_key.created_at AS created_at, expires_at, ends_at, last_used_day, replaced_by`;

function keyOf(row: KeyRow): ApiKey {
  return {
    keyId: row.key_id,
    tenantId: row.tenant_id,
    name: row.key_name,
    scopes: row.scopes.split(' ').filter(isScope),
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    endsAt: row.ends_at ?? undefined,
    lastUsedDay: row.last_used_day ?? undefined,
    replacedBy: row.replaced_by ?? undefined,
  };
}

export async function insertKey(store: StatementRunner, key: ApiKey): Promise<void> {
  await store.run(
    `INSERT INTO verifier_api_key (key_id, tenant_id, key_name, scopes, secret_hash, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      key.keyId,
      key.tenantId,
      key.name,
      key.scopes.join(' '),
      key.secretHash,
      key.createdAt,
      key.expiresAt ?? null,
    ],
  );
}

type KeyWithTenant = { readonly key: ApiKey; readonly tenant: Tenant };

const LOOK_UP = collectedStatement<KeyRow & TenantRow>({
  text: `SELECT ${COLUMNS}, ${TENANT_COLUMNS} FROM verifier_api_key
    JOIN verifier_tenant ON verifier_tenant.tenant_id = verifier_api_key.tenant_id WHERE key_id = $1`,
  key: 'key_id',
  types: ['TEXT'],
});

/** By the id alone, since nothing else is known yet; with the tenant it belongs to. Read anew for everybody who asks. */
export async function findKeyWithTenant(
  store: StatementRunner,
  keyId: string,
): Promise<KeyWithTenant | undefined> {
  const row = await LOOK_UP.run(store, [keyId]);
  return row && { key: keyOf(row), tenant: tenantOf(row) };
}

export async function listKeys(store: StatementRunner, tenantId: string): Promise<readonly ApiKey[]> {
  const rows = await store.run<KeyRow>(
    `SELECT ${COLUMNS} FROM verifier_api_key WHERE tenant_id = $1 ORDER BY created_at, key_id`,
    [tenantId],
  );
  return rows.map(keyOf);
}

export async function findKey(
  store: StatementRunner,
  tenantId: string,
  keyId: string,
): Promise<ApiKey | undefined> {
  const [row] = await store.run<KeyRow>(
    `SELECT ${COLUMNS} FROM verifier_api_key WHERE tenant_id = $1 AND key_id = $2`,
    [tenantId, keyId],
  );
  return row && keyOf(row);
}

/** Sets the end, never later than one that is set already. False if there is no such key. */
export async function endKey(
  store: StatementRunner,
  tenantId: string,
  keyId: string,
  endsAt: number,
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE verifier_api_key SET ends_at = CASE WHEN ends_at IS NULL OR ends_at > $3 THEN $3 ELSE ends_at END
     WHERE tenant_id = $1 AND key_id = $2 RETURNING key_id`,
    [tenantId, keyId, endsAt],
  );
  return rows.length === 1;
}

/** Takes the place of a key at most once. False if it ended or was replaced before. */
export async function replaceKey(
  store: StatementRunner,
  key: Pick<ApiKey, 'tenantId' | 'keyId'>,
  next: { readonly keyId: string; readonly endsAt: number; readonly now: number },
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE verifier_api_key SET replaced_by = $3, ends_at = $4
     WHERE tenant_id = $1 AND key_id = $2 AND replaced_by IS NULL AND ends_at IS NULL
       AND (expires_at IS NULL OR expires_at > $5) RETURNING key_id`,
    [key.tenantId, key.keyId, next.keyId, next.endsAt, next.now],
  );
  return rows.length === 1;
}

/** Of a key that is in use. */
export async function keepDay(store: StatementRunner, keyId: string, day: string): Promise<void> {
  await store.run(
    `UPDATE verifier_api_key SET last_used_day = $2
     WHERE key_id = $1 AND (last_used_day IS NULL OR last_used_day < $2)`,
    [keyId, day],
  );
}
