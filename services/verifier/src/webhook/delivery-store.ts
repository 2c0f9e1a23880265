import type { StatementRunner } from '@kazasu/server/store';
import type { Attempt, Delivery, DeliveryState, LeasedDelivery } from './webhook-data.ts';

export interface DeliveryRow {
  readonly delivery_id: string;
  readonly tenant_id: string;
  readonly webhook_id: string;
  readonly event_id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly due_at: number;
  readonly created_at: number;
  readonly ended_at: number | null;
}

export const DELIVERY_COLUMNS =
  'delivery_id, tenant_id, webhook_id, event_id, state, attempts, due_at, created_at, ended_at';

export function deliveryIn(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    tenantId: row.tenant_id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
  };
}

export async function insertDelivery(within: StatementRunner, delivery: Delivery): Promise<void> {
  const { deliveryId, tenantId, webhookId, eventId, state, attempts, dueAt, createdAt } = delivery;
  await within.run(
    `INSERT INTO verifier_delivery
       (delivery_id, tenant_id, webhook_id, event_id, state, attempts, due_at, lease, leased_until, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0, $8)`,
    [deliveryId, tenantId, webhookId, eventId, state, attempts, dueAt, createdAt],
  );
}

export interface Outcome {
  readonly state: DeliveryState;
  readonly dueAt: number;
  readonly attempt: Attempt;
}

/** Writes down how an attempt ended, if the delivery is still this worker's. */
export async function settleDelivery(
  within: StatementRunner,
  { deliveryId, lease }: Pick<LeasedDelivery, 'deliveryId' | 'lease'>,
  { state, dueAt, attempt }: Outcome,
): Promise<boolean> {
  const endedAt = state === 'waiting' ? null : attempt.at;
  const rows = await within.run(
    `UPDATE verifier_delivery SET state = $3, due_at = $4, ended_at = $5, lease = '', leased_until = 0
     WHERE delivery_id = $1 AND lease = $2 AND state = 'waiting' RETURNING delivery_id`,
    [deliveryId, lease, state, dueAt, endedAt],
  );
  if (rows.length === 0) return false;
  const { number, at, status = null, code = null, durationMs } = attempt;
  await within.run(
    `INSERT INTO verifier_delivery_attempt (delivery_id, number, at, status, code, duration_ms)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [deliveryId, number, at, status, code, durationMs],
  );
  return true;
}

/** Of one tenant's webhook. */
export interface DeliveryPlace {
  readonly tenantId: string;
  readonly webhookId: string;
}

export interface DeliveryQuery {
  readonly state: DeliveryState | undefined;
  /** Only older ones than this. */
  readonly before: { readonly createdAt: number; readonly deliveryId: string } | undefined;
  readonly limit: number;
}

const LATEST = { createdAt: Number.MAX_SAFE_INTEGER, deliveryId: '' };

/** Newest first. */
export async function listDeliveries(
  store: StatementRunner,
  { tenantId, webhookId }: DeliveryPlace,
  { state, before = LATEST, limit }: DeliveryQuery,
): Promise<readonly Delivery[]> {
  const rows = await store.run<DeliveryRow>(
    `SELECT ${DELIVERY_COLUMNS} FROM verifier_delivery
     WHERE tenant_id = $1 AND webhook_id = $2 AND (created_at < $3 OR (created_at = $3 AND delivery_id < $4))
       AND ($5 = '' OR state = $5)
     ORDER BY created_at DESC, delivery_id DESC LIMIT $6`,
    [tenantId, webhookId, before.createdAt, before.deliveryId, state ?? '', limit],
  );
  return rows.map(deliveryIn);
}

/** How many wait of all the tenant's webhooks together; counted no further than `most`. */
export async function countWaiting(store: StatementRunner, tenantId: string, most: number): Promise<number> {
  const [row] = await store.run<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (
       SELECT delivery_id FROM verifier_delivery
       WHERE state = 'waiting' AND webhook_id IN (SELECT webhook_id FROM verifier_webhook WHERE tenant_id = $1)
       LIMIT $2) AS some`,
    [tenantId, most],
  );
  return row?.count ?? 0;
}

/** The webhook's test that is not finished, which is due now; undefined where there is none. */
export async function hastenTest(
  within: StatementRunner,
  webhookId: string,
  now: number,
): Promise<Delivery | undefined> {
  const [row] = await within.run<DeliveryRow>(
    `UPDATE verifier_delivery SET due_at = $2 WHERE state = 'waiting'
     AND delivery_id = (SELECT test_delivery_id FROM verifier_webhook WHERE webhook_id = $1)
     RETURNING ${DELIVERY_COLUMNS}`,
    [webhookId, now],
  );
  return row && deliveryIn(row);
}

export async function findDelivery(
  store: StatementRunner,
  { tenantId, webhookId }: DeliveryPlace,
  deliveryId: string,
): Promise<Delivery | undefined> {
  const [row] = await store.run<DeliveryRow>(
    `SELECT ${DELIVERY_COLUMNS} FROM verifier_delivery WHERE tenant_id = $1 AND webhook_id = $2 AND delivery_id = $3`,
    [tenantId, webhookId, deliveryId],
  );
  return row && deliveryIn(row);
}

interface AttemptRow {
  readonly number: number;
  readonly at: number;
  readonly status: number | null;
  readonly code: string | null;
  readonly duration_ms: number;
}

export async function listAttempts(store: StatementRunner, deliveryId: string): Promise<readonly Attempt[]> {
  const rows = await store.run<AttemptRow>(
    'SELECT number, at, status, code, duration_ms FROM verifier_delivery_attempt WHERE delivery_id = $1 ORDER BY number',
    [deliveryId],
  );
  return rows.map(({ number, at, status, code, duration_ms }) => ({
    ...{ number, at, durationMs: duration_ms },
    status: status ?? undefined,
    code: code ?? undefined,
  }));
}
