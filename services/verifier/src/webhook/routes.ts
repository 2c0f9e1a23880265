import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { Id, type Route, route } from '../openapi/index.ts';
import { DELIVERY_ROUTES } from './delivery-routes.ts';
import { emitTest } from './event.ts';
import { listEvents } from './event-store.ts';
import {
  EventQuery,
  EventView,
  eventView,
  SecretRotation,
  WebhookCreated,
  WebhookRequest,
  WebhookView,
  webhookView,
} from './messages.ts';
import { addWebhook, changeSecret, editWebhook } from './webhook.ts';
import { deleteWebhook, findWebhook, listWebhooks } from './webhook-store.ts';

const WebhookParams = v.strictObject({ webhookId: Id });
const WEBHOOK = { description: { ja: '通知先', en: 'the webhook' }, schema: WebhookView } as const;
const EVENTS_LIMIT = 50;

export const WEBHOOK_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知先の一覧を取得する', en: 'List the webhooks' },
    responses: {
      200: {
        description: { ja: '通知先の一覧', en: 'all webhooks of the tenant' },
        schema: v.strictObject({ webhooks: v.array(WebhookView) }),
      },
    },
    handle: async ({ caller }, { store, clock }) => {
      const webhooks = await listWebhooks(store, caller.tenant.tenantId);
      return { status: 200, json: { webhooks: webhooks.map((one) => webhookView(one, clock.now())) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'createWebhook',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知先を登録する', en: 'Make a webhook' },
    description: {
      ja: '通知はPOSTで送られ、5秒以内に2xxで応答してください。応答がない場合は、間隔を延ばしながら3日間再送します。「Kazasu-Signature」ヘッダーの「v1」は、シークレットの文字列全体を鍵とする「t.本文」のHMAC-SHA256です。同じ通知が複数回届くことがあるため、「Kazasu-Event-Id」で確認してください。',
      en: 'Events come by POST; answer 2xx within 5 seconds. Otherwise they come again, ever less often, for 3 days. "v1" in the header Kazasu-Signature is the HMAC-SHA256 over "t.body" by the whole text of the secret. An event may come more than once: look at Kazasu-Event-Id.',
    },
    request: { body: WebhookRequest },
    responses: {
      201: {
        description: {
          ja: '登録した通知先。「secret」が示されるのはこの1回だけです。',
          en: 'the webhook; its "secret" is shown this once and never again',
        },
        schema: WebhookCreated,
      },
    },
    problems: ['webhook-address', 'webhook-limit'],
    handle: async ({ caller, body }, deps) => {
      const { tenantId } = caller.tenant;
      const { webhook, secret } = await addWebhook(deps, tenantId, body);
      deps.log.info('webhook.added', { clientId: tenantId });
      return { status: 201, json: { webhook: webhookView(webhook, deps.clock.now()), secret } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'getWebhook',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知先を取得する', en: 'Get a webhook' },
    request: { params: WebhookParams },
    responses: { 200: WEBHOOK },
    problems: ['webhook-unknown'],
    handle: async ({ caller, params }, { store, clock }) => {
      const webhook = await findWebhook(store, caller.tenant.tenantId, params.webhookId);
      if (webhook === undefined) throw new VerifierError('webhook-unknown');
      return { status: 200, json: webhookView(webhook, clock.now()) };
    },
  }),
  route({
    method: 'put',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'changeWebhook',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知先を変更する', en: 'Change a webhook' },
    request: { params: WebhookParams, body: WebhookRequest },
    responses: { 200: WEBHOOK },
    problems: ['webhook-unknown', 'webhook-address'],
    handle: async ({ caller, params, body }, deps) => {
      const place = { tenantId: caller.tenant.tenantId, ...params };
      return { status: 200, json: webhookView(await editWebhook(deps, place, body), deps.clock.now()) };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'deleteWebhook',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知先を削除する', en: 'Delete a webhook' },
    description: { ja: '配信の記録も削除されます。', en: 'Its delivery log goes with it.' },
    request: { params: WebhookParams },
    responses: { 204: { description: { ja: '削除しました', en: 'it is gone' } } },
    problems: ['webhook-unknown'],
    handle: async ({ caller, params }, { store, log }) => {
      const { tenantId } = caller.tenant;
      const done = await store.transaction((within) => deleteWebhook(within, tenantId, params.webhookId));
      if (!done) throw new VerifierError('webhook-unknown');
      log.info('webhook.deleted', { clientId: tenantId });
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/secret',
    operationId: 'rotateWebhookSecret',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '署名に用いるシークレットを交換する', en: 'Rotate the secret that signs' },
    description: {
      ja: '「overlapSeconds」の間は、新旧両方のシークレットによる値がヘッダーに並びます。',
      en: 'For "overlapSeconds" the header has a value by each of the two secrets.',
    },
    request: { params: WebhookParams, body: SecretRotation },
    responses: {
      201: {
        description: {
          ja: '新しいシークレット。この1回だけ示されます。',
          en: 'the new secret, shown this once',
        },
        schema: v.strictObject({ secret: v.string() }),
      },
    },
    problems: ['webhook-unknown'],
    handle: async ({ caller, params, body }, deps) => {
      const place = { tenantId: caller.tenant.tenantId, ...params };
      const secret = await changeSecret(deps, place, body.overlapSeconds * 1_000);
      deps.log.info('webhook.secret.rotated', { clientId: place.tenantId });
      return { status: 201, json: { secret } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/test',
    operationId: 'testWebhook',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: 'テストの通知を送る', en: 'Send a test' },
    description: {
      ja: '届いていないテストがあるときは、新しいテストを作らず、そのテストをすぐに送ります。',
      en: 'One that has not arrived yet is sent now, and no other is made.',
    },
    request: { params: WebhookParams },
    responses: {
      202: {
        description: { ja: '送信を待つ通知', en: 'a test is on its way' },
        schema: v.strictObject({ deliveryId: Id, eventId: Id }),
      },
    },
    problems: ['webhook-unknown'],
    handle: async ({ caller, params }, { store, clock }) => {
      const { tenantId } = caller.tenant;
      const place = { tenantId, ...params };
      const delivery = await store.transaction((within) => emitTest(within, place, clock), { inTurn: true });
      if (delivery === undefined) throw new VerifierError('webhook-unknown');
      const { deliveryId, eventId } = delivery;
      return { status: 202, json: { deliveryId, eventId } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/events',
    operationId: 'listEvents',
    tag: 'webhooks',
    access: 'webhooks',
    summary: { ja: '通知の一覧を取得する', en: 'List the events' },
    description: {
      ja: '番号の順に、「after」より後のものを返します。番号が抜けていたら、ここで補えます。30日間保存されます。',
      en: 'In the order of their numbers, those after "after": whoever misses a number finds it here. They are kept for 30 days.',
    },
    request: { query: EventQuery },
    responses: {
      200: {
        description: { ja: '通知の一覧', en: 'events' },
        schema: v.strictObject({ events: v.array(EventView) }),
      },
    },
    handle: async ({ caller, query }, { store }) => {
      const page = { after: query.after ?? 0, limit: query.limit ?? EVENTS_LIMIT };
      const events = await listEvents(store, caller.tenant.tenantId, page);
      return { status: 200, json: { events: events.map(eventView) } };
    },
  }),
  ...DELIVERY_ROUTES,
];
