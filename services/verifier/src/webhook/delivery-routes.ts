import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { Id, type Route, route } from '../openapi/index.ts';
import {
  countWaiting,
  type DeliveryPlace,
  findDelivery,
  insertDelivery,
  listAttempts,
  listDeliveries,
} from './delivery-store.ts';
import { deliveryOf } from './event.ts';
import { findEvent, takeTurn } from './event-store.ts';
import {
  cursorOf,
  DeliveryDetail,
  DeliveryPage,
  DeliveryQuery,
  deliveryView,
  detailView,
  readCursor,
} from './messages.ts';
import type { Delivery } from './webhook-data.ts';
import { findWebhook } from './webhook-store.ts';

const WebhookParams = v.strictObject({ webhookId: Id });
const DeliveryParams = v.strictObject({ webhookId: Id, deliveryId: Id });
const PAGE = 50;
/** Of one tenant, before nothing more is sent again by hand. */
const WAITING_MAX = 1_000;

export const DELIVERY_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/webhooks/{webhookId}/deliveries',
    operationId: 'listDeliveries',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '配信の一覧を取得する', en: 'List the deliveries' },
    description: { ja: '新しい順です。30日間保存されます。', en: 'Newest first; they are kept for 30 days.' },
    request: { params: WebhookParams, query: DeliveryQuery },
    responses: { 200: { description: { ja: '配信の一覧', en: 'deliveries' }, schema: DeliveryPage } },
    problems: ['webhook-unknown'],
    handle: async ({ caller, params, query }, { store }) => {
      const place = { tenantId: caller.tenant.tenantId, ...params };
      await requireWebhook(store, place);
      const limit = query.limit ?? PAGE;
      const wanted = { state: query.state, before: readCursor(query.before), limit: limit + 1 };
      const found = await listDeliveries(store, place, wanted);
      const deliveries = found.slice(0, limit);
      const last = found.length > limit ? deliveries.at(-1) : undefined;
      const next = last && cursorOf(last);
      return { status: 200, json: { deliveries: deliveries.map(deliveryView), ...(next && { next }) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/{webhookId}/deliveries/{deliveryId}',
    operationId: 'getDelivery',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '配信と送信の記録を取得する', en: 'Get a delivery and its log' },
    description: {
      ja: '応答の状態コードと所要時間だけを記録しています。応答の本文は保存していません。',
      en: 'The log has the status of each answer and how long it took. Nothing else of an answer is kept.',
    },
    request: { params: DeliveryParams },
    responses: {
      200: {
        description: { ja: '配信と送信の記録', en: 'the delivery with its attempts' },
        schema: DeliveryDetail,
      },
    },
    problems: ['webhook-unknown', 'delivery-unknown'],
    handle: async ({ caller, params }, { store }) => {
      const delivery = await knownDelivery(store, caller.tenant.tenantId, params);
      return { status: 200, json: detailView(delivery, await listAttempts(store, delivery.deliveryId)) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/deliveries/{deliveryId}/resend',
    operationId: 'resendDelivery',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知を再送する', en: 'Send an event again' },
    description: {
      ja: '同じ通知（同じevent id）を、新しい配信として送ります。',
      en: 'Sends the same event, with the same id, as a new delivery.',
    },
    request: { params: DeliveryParams },
    responses: {
      202: {
        description: { ja: '送信を待つ配信', en: 'a new delivery is on its way' },
        schema: v.strictObject({ deliveryId: Id, eventId: Id }),
      },
    },
    problems: ['webhook-unknown', 'delivery-unknown', 'delivery-waiting', 'delivery-limit'],
    handle: async ({ caller, params }, deps) => {
      const { deliveryId, eventId } = await resend(deps, caller.tenant.tenantId, params);
      return { status: 202, json: { deliveryId, eventId } };
    },
  }),
];

async function resend(
  { store, clock }: VerifierDeps,
  tenantId: string,
  params: v.InferOutput<typeof DeliveryParams>,
) {
  const work = async (within: StatementRunner): Promise<Delivery> => {
    await takeTurn(within, tenantId);
    const before = await knownDelivery(within, tenantId, params);
    if (before.state === 'waiting') throw new VerifierError('delivery-waiting');
    if ((await countWaiting(within, tenantId, WAITING_MAX)) === WAITING_MAX) {
      throw new VerifierError('delivery-limit', { limit: WAITING_MAX });
    }
    const event = await findEvent(within, before.eventId);
    if (event === undefined) throw new VerifierError('delivery-unknown');
    const again = deliveryOf(event, params.webhookId, clock);
    await insertDelivery(within, again);
    return again;
  };
  return store.transaction(work, { inTurn: true });
}

async function knownDelivery(
  store: StatementRunner,
  tenantId: string,
  { webhookId, deliveryId }: v.InferOutput<typeof DeliveryParams>,
) {
  await requireWebhook(store, { tenantId, webhookId });
  const delivery = await findDelivery(store, { tenantId, webhookId }, deliveryId);
  if (delivery === undefined) throw new VerifierError('delivery-unknown');
  return delivery;
}

async function requireWebhook(store: StatementRunner, { tenantId, webhookId }: DeliveryPlace): Promise<void> {
  if ((await findWebhook(store, tenantId, webhookId)) === undefined)
    throw new VerifierError('webhook-unknown');
}
