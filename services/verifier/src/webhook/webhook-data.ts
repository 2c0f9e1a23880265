import type { EventType } from './event-type.ts';

/** Where a tenant wants to be told of what. */
export interface Webhook {
  readonly webhookId: string;
  readonly tenantId: string;
  readonly url: string;
  readonly eventTypes: readonly EventType[];
  readonly description: string;
  readonly createdAt: number;
  /** Until then the secret before signs too. */
  readonly secretOverlapUntil: number | undefined;
}

/** Sealed; see secret.ts. */
export interface SealedSecrets {
  readonly secret: Uint8Array;
  readonly secretBefore: Uint8Array | undefined;
  readonly beforeUntil: number | undefined;
}

export interface WebhookEvent {
  readonly eventId: string;
  readonly tenantId: string;
  /** From 1, without gaps, for each tenant. */
  readonly number: number;
  readonly type: EventType;
  /** Whom it tells of, so that it can be erased with them. */
  readonly personId: string | undefined;
  readonly createdAt: number;
  /** JSON as it is sent; signed as these very characters. */
  readonly body: string;
}

/** `waiting` to be sent, for the first time or again; `dead` after three days of failures. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** One event on its way to one webhook. */
export interface Delivery {
  readonly deliveryId: string;
  readonly tenantId: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly state: DeliveryState;
  /** How often it was begun to be sent. */
  readonly attempts: number;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

/** How one attempt went: the status of the answer, or the code of why there was none. Nothing of the answer is kept. */
export interface Attempt {
  readonly number: number;
  readonly at: number;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly durationMs: number;
}

/** A delivery that is this worker's alone until the lease is over. */
export interface LeasedDelivery extends Delivery {
  readonly lease: string;
}
