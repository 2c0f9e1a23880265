import type { OutboundErrorCode } from '@kazasu/server/outbound';
import * as v from 'valibot';
import { Id, Instant, integerText } from '../openapi/index.ts';
import { EVENT_TYPES, SUBSCRIBABLE } from './event-type.ts';
import type { Attempt, Delivery, Webhook, WebhookEvent } from './webhook-data.ts';

const Url = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

export const WebhookRequest = v.strictObject({
  /** https, reached from the public internet. */
  url: Url,
  eventTypes: v.pipe(v.array(v.picklist(SUBSCRIBABLE)), v.minLength(1), v.maxLength(SUBSCRIBABLE.length)),
  description: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
});
export type WebhookRequest = v.InferOutput<typeof WebhookRequest>;

export const WebhookView = v.strictObject({
  webhookId: Id,
  url: v.string(),
  eventTypes: v.array(v.picklist(EVENT_TYPES)),
  description: v.string(),
  createdAt: Instant,
  /** Until then the secret before signs too. */
  secretOverlapUntil: v.optional(Instant),
});

export const WebhookCreated = v.strictObject({ webhook: WebhookView, secret: v.string() });

const OVERLAP_MAX = 7 * 86_400;
export const SecretRotation = v.strictObject({
  /** How long the secret there is signs beside the new one, seconds. */
  overlapSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(OVERLAP_MAX)), 86_400),
});

export const EventView = v.strictObject({
  id: Id,
  type: v.picklist(EVENT_TYPES),
  /** From 1, without gaps, for each tenant. */
  number: v.number(),
  createdAt: Instant,
  data: v.record(v.string(), v.string()),
});

export const EventQuery = v.strictObject({
  after: v.optional(integerText(0, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(integerText(1, 100)),
});

const State = v.picklist(['waiting', 'delivered', 'dead']);

export const DeliveryView = v.strictObject({
  deliveryId: Id,
  eventId: Id,
  state: State,
  attempts: v.number(),
  createdAt: Instant,
  /** Of one that waits: when it is sent again. */
  nextAttemptAt: v.optional(Instant),
  endedAt: v.optional(Instant),
});

const AttemptView = v.strictObject({
  number: v.number(),
  at: Instant,
  /** Of the answer; nothing else of it is kept. */
  status: v.optional(v.number()),
  /** Why there was no answer: none in time, or none at all. */
  code: v.optional(v.picklist(['late', 'unreachable'])),
  durationMs: v.number(),
});

export const DeliveryDetail = v.strictObject({
  ...DeliveryView.entries,
  log: v.array(AttemptView),
});

export const DeliveryPage = v.strictObject({
  deliveries: v.array(DeliveryView),
  /** `before` of the next page; absent at the end. */
  next: v.optional(v.string()),
});

const CURSOR = /^(\d{1,16})-([0-9a-f-]{36})$/;

export const DeliveryQuery = v.strictObject({
  state: v.optional(State),
  before: v.optional(v.pipe(v.string(), v.regex(CURSOR))),
  limit: v.optional(integerText(1, 100)),
});

export function cursorOf({ createdAt, deliveryId }: Delivery): string {
  return `${createdAt}-${deliveryId}`;
}

export function readCursor(text: string | undefined) {
  const [, createdAt, deliveryId = ''] = CURSOR.exec(text ?? '') ?? [];
  return createdAt === undefined ? undefined : { createdAt: Number(createdAt), deliveryId };
}

export function webhookView({ tenantId: _, secretOverlapUntil, eventTypes, ...rest }: Webhook, now: number) {
  const overlaps = secretOverlapUntil !== undefined && now < secretOverlapUntil;
  return { ...rest, eventTypes: [...eventTypes], ...(overlaps && { secretOverlapUntil }) };
}

export function eventView({ body }: WebhookEvent): unknown {
  return JSON.parse(body);
}

export function deliveryView(delivery: Delivery) {
  const { deliveryId, eventId, state, attempts, createdAt, dueAt, endedAt } = delivery;
  return {
    ...{ deliveryId, eventId, state, attempts, createdAt },
    ...(state === 'waiting' && { nextAttemptAt: dueAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

export function detailView(delivery: Delivery, log: readonly Attempt[]) {
  const told = log.map(({ status, code, ...rest }) => ({
    ...rest,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code: toldCode(code) }),
  }));
  return { ...deliveryView(delivery), log: told };
}

/**
 * A name that leads to a private address and one that leads nowhere are the same to a tenant, who would otherwise learn which names there
 * are in the operator's network. The exact code is kept, and told in the operator's log.
 */
function toldCode(code: string) {
  return code === ('outbound/late' satisfies OutboundErrorCode) ? 'late' : 'unreachable';
}
