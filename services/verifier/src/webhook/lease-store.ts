import type { StatementRunner } from '@kazasu/server/store';
import { DELIVERY_COLUMNS, type DeliveryRow, deliveryIn } from './delivery-store.ts';
import type { LeasedDelivery } from './webhook-data.ts';

/** A webhook to which something is on its way. */
export interface WaitingWebhook {
  readonly webhookId: string;
  readonly tenantId: string;
  /** Attempts that are under way, everywhere together. */
  readonly busy: number;
  /** Since when the first of those is due that nobody has; undefined if there is none. */
  readonly dueAt: number | undefined;
}

interface WaitingRow {
  readonly webhook_id: string;
  readonly tenant_id: string;
  readonly busy: number;
  readonly due_at: number | null;
}

const IS_DUE = `state = 'waiting' AND due_at <= $1 AND leased_until <= $1`;

/**
 * Goes from webhook to webhook in the index, and of each reads its first due and those under way: what this costs grows with the
 * number of webhooks that wait, not with what waits for them.
 */
export async function findWaitingWebhooks(
  store: StatementRunner,
  now: number,
): Promise<readonly WaitingWebhook[]> {
  const rows = await store.run<WaitingRow>(
    `WITH RECURSIVE waiting(webhook_id) AS (
       SELECT MIN(webhook_id) FROM verifier_delivery WHERE state = 'waiting'
       UNION ALL
       SELECT (SELECT MIN(further.webhook_id) FROM verifier_delivery AS further
               WHERE further.state = 'waiting' AND further.webhook_id > waiting.webhook_id)
       FROM waiting WHERE waiting.webhook_id IS NOT NULL)
     SELECT webhook.webhook_id, webhook.tenant_id,
       (SELECT COUNT(*) FROM verifier_delivery AS busy
        WHERE busy.state = 'waiting' AND busy.webhook_id = webhook.webhook_id AND busy.leased_until > $1) AS busy,
       (SELECT due_at FROM verifier_delivery AS due
        WHERE due.webhook_id = webhook.webhook_id AND ${IS_DUE} ORDER BY due.due_at LIMIT 1) AS due_at
     FROM waiting JOIN verifier_webhook AS webhook ON webhook.webhook_id = waiting.webhook_id`,
    [now],
  );
  return rows.map(({ webhook_id, tenant_id, busy, due_at }) => ({
    ...{ webhookId: webhook_id, tenantId: tenant_id, busy },
    dueAt: due_at ?? undefined,
  }));
}

export interface LeaseOrder {
  /** Nobody else's. */
  readonly lease: string;
  readonly until: number;
  readonly now: number;
  readonly most: number;
  /** Of one webhook, under way at the same time, so that one that is slow holds up no other. */
  readonly mostOfOne: number;
}

/**
 * Takes of one webhook what is due and nobody has, oldest first, and counts the attempt, in one statement: of all workers of all
 * processes one gets each. The conditions stand outside once more, because a rival may have changed the row since it was chosen; there
 * what waits is what has no end, which no index tempts an engine to look up again.
 */
export async function leaseOfWebhook(
  store: StatementRunner,
  webhookId: string,
  { lease, until, now, most, mostOfOne }: LeaseOrder,
): Promise<readonly LeasedDelivery[]> {
  const rows = await store.run<DeliveryRow>(
    `UPDATE verifier_delivery SET lease = $2, leased_until = $3, attempts = attempts + 1
     WHERE delivery_id IN (
       SELECT delivery_id FROM (
         SELECT delivery_id FROM verifier_delivery WHERE webhook_id = $4 AND ${IS_DUE} ORDER BY due_at
         LIMIT (SELECT CASE WHEN COUNT(*) < $5 THEN $5 - COUNT(*) ELSE 0 END FROM verifier_delivery
                WHERE state = 'waiting' AND webhook_id = $4 AND leased_until > $1)
       ) AS chosen LIMIT $6)
     AND ended_at IS NULL AND due_at <= $1 AND leased_until <= $1 RETURNING ${DELIVERY_COLUMNS}`,
    [now, lease, until, webhookId, mostOfOne, most],
  );
  return rows.map((row) => ({ ...deliveryIn(row), lease }));
}
