import type { StatementRunner } from '@kazasu/server/store';

export const ITEM_REQUEST_TABLES: readonly string[] = [
  `CREATE TABLE verifier_item_request (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    given TEXT NOT NULL,
    purpose TEXT NOT NULL,
    key_id TEXT NOT NULL,
    at BIGINT NOT NULL
  )`,
  'CREATE INDEX verifier_item_request_record ON verifier_item_request (tenant_id, record_id, at)',
];

/** What of a record is given again. */
export const GIVEN = ['items', 'signature'] as const;
export type Given = (typeof GIVEN)[number];

/** That somebody was given the items of a record again, or its signature values: who, when and what for. */
export interface ItemRequest {
  readonly id: string;
  readonly tenantId: string;
  readonly recordId: string;
  readonly given: Given;
  readonly purpose: string;
  readonly keyId: string;
  readonly at: number;
}

export async function insertItemRequest(store: StatementRunner, request: ItemRequest): Promise<void> {
  const { id, tenantId, recordId, given, purpose, keyId, at } = request;
  await store.run(
    `INSERT INTO verifier_item_request (id, tenant_id, record_id, given, purpose, key_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, tenantId, recordId, given, purpose, keyId, at],
  );
}

/** The newest first, at most 100. */
export async function listItemRequests(
  store: StatementRunner,
  tenantId: string,
  recordId: string,
): Promise<readonly Pick<ItemRequest, 'given' | 'purpose' | 'keyId' | 'at'>[]> {
  const rows = await store.run<{ given: Given; purpose: string; key_id: string; at: number }>(
    `SELECT given, purpose, key_id, at FROM verifier_item_request WHERE tenant_id = $1 AND record_id = $2
     ORDER BY at DESC, id DESC LIMIT 100`,
    [tenantId, recordId],
  );
  return rows.map(({ given, purpose, key_id: keyId, at }) => ({ given, purpose, keyId, at }));
}
