import type { Clock } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import { hastenTest, insertDelivery } from './delivery-store.ts';
import { insertEvent, takeNumber, takeTurn } from './event-store.ts';
import type { EventType } from './event-type.ts';
import type { Delivery, WebhookEvent } from './webhook-data.ts';
import { findWebhook, keepTest, listWebhooks } from './webhook-store.ts';

/** Ids of ours, states and times: never a personal item, a certificate's number or its dates. */
export interface EventData {
  readonly watchId?: string;
  readonly personId?: string;
  readonly consentId?: string;
  readonly webhookId?: string;
  /** The record of what was found. */
  readonly evidenceId?: string;
}

export interface Happening {
  readonly tenantId: string;
  readonly type: EventType;
  readonly data: EventData;
}

/**
 * Writes the event down and puts it on its way to every webhook that wants it, in the transaction of what it tells of: both
 * happen, or neither. Numbers of one tenant follow each other without gaps.
 */
export async function emit(
  within: StatementRunner,
  { tenantId, type, data }: Happening,
  clock: Clock,
): Promise<WebhookEvent> {
  const event = await write(within, { tenantId, type, data }, clock);
  for (const { webhookId, eventTypes } of await listWebhooks(within, tenantId)) {
    if (eventTypes.includes(type)) await insertDelivery(within, deliveryOf(event, webhookId, clock));
  }
  return event;
}

/**
 * To one webhook alone, whatever it wants. There is one unfinished test of a webhook at a time: asked for again, it is sent now. In
 * a transaction in turn. Undefined where the tenant has no such webhook.
 */
export async function emitTest(
  within: StatementRunner,
  { tenantId, webhookId }: { readonly tenantId: string; readonly webhookId: string },
  clock: Clock,
): Promise<Delivery | undefined> {
  await takeTurn(within, tenantId);
  if ((await findWebhook(within, tenantId, webhookId)) === undefined) return undefined;
  const unfinished = await hastenTest(within, webhookId, Math.floor(clock.now()));
  if (unfinished !== undefined) return unfinished;
  const event = await write(within, { tenantId, type: 'webhook.test', data: { webhookId } }, clock);
  const delivery = deliveryOf(event, webhookId, clock);
  await insertDelivery(within, delivery);
  await keepTest(within, webhookId, delivery.deliveryId);
  return delivery;
}

async function write(
  within: StatementRunner,
  { tenantId, type, data }: Happening,
  clock: Clock,
): Promise<WebhookEvent> {
  const number = await takeNumber(within, tenantId);
  const [eventId, createdAt] = [randomId(), Math.floor(clock.now())];
  const body = JSON.stringify({ id: eventId, type, number, createdAt, data });
  const event = { eventId, tenantId, number, type, personId: data.personId, createdAt, body };
  await insertEvent(within, event);
  return event;
}

/** A delivery that nobody has begun. */
export function deliveryOf({ tenantId, eventId }: WebhookEvent, webhookId: string, clock: Clock): Delivery {
  const now = Math.floor(clock.now());
  const waiting = { state: 'waiting', attempts: 0, dueAt: now, createdAt: now, endedAt: undefined } as const;
  return { deliveryId: randomId(), tenantId, webhookId, eventId, ...waiting };
}
