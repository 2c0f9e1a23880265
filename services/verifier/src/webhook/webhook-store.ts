import type { StatementRunner } from '@kazasu/server/store';
import { EVENT_TYPES, type EventType } from './event-type.ts';
import type { SealedSecrets, Webhook } from './webhook-data.ts';

interface WebhookRow {
  readonly webhook_id: string;
  readonly tenant_id: string;
  readonly url: string;
  readonly event_types: string;
  readonly description: string;
  readonly created_at: number;
  readonly before_until: number | null;
}

interface SecretsRow {
  readonly secret: Uint8Array;
  readonly secret_before: Uint8Array | null;
  readonly before_until: number | null;
}

const COLUMNS = 'webhook_id, tenant_id, url, event_types, description, created_at, before_until';

function webhookOf(row: WebhookRow): Webhook {
  return {
    webhookId: row.webhook_id,
    tenantId: row.tenant_id,
    url: row.url,
    eventTypes: typesOf(row.event_types),
    description: row.description,
    createdAt: row.created_at,
    secretOverlapUntil: row.before_until ?? undefined,
  };
}

function typesOf(text: string): readonly EventType[] {
  const names = text.split(' ');
  return EVENT_TYPES.filter((type) => names.includes(type));
}

/** False if the tenant has as many as it may. */
export async function insertWebhook(
  store: StatementRunner,
  webhook: Webhook,
  secret: Uint8Array,
  most: number,
): Promise<boolean> {
  const { webhookId, tenantId, url, eventTypes, description, createdAt } = webhook;
  const [row] = await store.run<{ count: number }>(
    'SELECT COUNT(*) AS count FROM verifier_webhook WHERE tenant_id = $1',
    [tenantId],
  );
  if (row === undefined || row.count >= most) return false;
  await store.run(
    `INSERT INTO verifier_webhook (webhook_id, tenant_id, url, event_types, description, created_at, secret)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [webhookId, tenantId, url, eventTypes.join(' '), description, createdAt, secret],
  );
  return true;
}

export async function listWebhooks(store: StatementRunner, tenantId: string): Promise<readonly Webhook[]> {
  const rows = await store.run<WebhookRow>(
    `SELECT ${COLUMNS} FROM verifier_webhook WHERE tenant_id = $1 ORDER BY created_at, webhook_id`,
    [tenantId],
  );
  return rows.map(webhookOf);
}

export async function findWebhook(
  store: StatementRunner,
  tenantId: string,
  webhookId: string,
): Promise<Webhook | undefined> {
  const [row] = await store.run<WebhookRow>(
    `SELECT ${COLUMNS} FROM verifier_webhook WHERE tenant_id = $1 AND webhook_id = $2`,
    [tenantId, webhookId],
  );
  return row && webhookOf(row);
}

/** Undefined if there is none. */
export async function changeWebhook(
  store: StatementRunner,
  { tenantId, webhookId, url, eventTypes, description }: Omit<Webhook, 'createdAt' | 'secretOverlapUntil'>,
): Promise<Webhook | undefined> {
  const [row] = await store.run<WebhookRow>(
    `UPDATE verifier_webhook SET url = $3, event_types = $4, description = $5
     WHERE tenant_id = $1 AND webhook_id = $2 RETURNING ${COLUMNS}`,
    [tenantId, webhookId, url, eventTypes.join(' '), description],
  );
  return row && webhookOf(row);
}

/** The delivery of the test that was asked for last. */
export async function keepTest(
  within: StatementRunner,
  webhookId: string,
  deliveryId: string,
): Promise<void> {
  await within.run('UPDATE verifier_webhook SET test_delivery_id = $2 WHERE webhook_id = $1', [
    webhookId,
    deliveryId,
  ]);
}

/** The secret there is becomes the one before. False if there is no such webhook. */
export async function rotateSecret(
  store: StatementRunner,
  { tenantId, webhookId }: Pick<Webhook, 'tenantId' | 'webhookId'>,
  secret: Uint8Array,
  beforeUntil: number,
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE verifier_webhook SET secret_before = secret, secret = $3, before_until = $4
     WHERE tenant_id = $1 AND webhook_id = $2 RETURNING webhook_id`,
    [tenantId, webhookId, secret, beforeUntil],
  );
  return rows.length === 1;
}

/** Where to, and what signs, for whoever sends; undefined when the webhook is gone. */
export async function findTarget(
  store: StatementRunner,
  webhookId: string,
): Promise<{ readonly url: string; readonly secrets: SealedSecrets } | undefined> {
  const [row] = await store.run<SecretsRow & { readonly url: string }>(
    'SELECT url, secret, secret_before, before_until FROM verifier_webhook WHERE webhook_id = $1',
    [webhookId],
  );
  if (row === undefined) return undefined;
  const { url, secret, secret_before, before_until } = row;
  const secrets = {
    secret,
    secretBefore: secret_before ?? undefined,
    beforeUntil: before_until ?? undefined,
  };
  return { url, secrets };
}

/** With everything that is on its way to it. False if there is none. */
export async function deleteWebhook(
  within: StatementRunner,
  tenantId: string,
  webhookId: string,
): Promise<boolean> {
  const rows = await within.run(
    'DELETE FROM verifier_webhook WHERE tenant_id = $1 AND webhook_id = $2 RETURNING webhook_id',
    [tenantId, webhookId],
  );
  if (rows.length === 0) return false;
  await within.run(
    `DELETE FROM verifier_delivery_attempt
     WHERE delivery_id IN (SELECT delivery_id FROM verifier_delivery WHERE webhook_id = $1)`,
    [webhookId],
  );
  await within.run('DELETE FROM verifier_delivery WHERE webhook_id = $1', [webhookId]);
  return true;
}
