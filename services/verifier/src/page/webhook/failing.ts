import * as v from 'valibot';
import { DeliveryPage, WebhookView } from '../../webhook/messages.ts';
import { askFor } from '../ask.ts';
import type { Visit } from '../visit.ts';

const Webhooks = v.object({ webhooks: v.array(WebhookView) });

export async function webhooksOf(visit: Visit) {
  return (await askFor(visit, 'listWebhooks', Webhooks)).webhooks;
}

type State = 'waiting' | 'delivered' | 'dead';

/** The newest deliveries of a webhook, in one state or in all. */
export async function deliveriesOf(visit: Visit, webhookId: string, limit: number, state?: State) {
  const query = { limit: String(limit), ...(state !== undefined && { state }) };
  return (await askFor(visit, 'listDeliveries', DeliveryPage, { params: { webhookId }, query })).deliveries;
}

/** Webhooks with deliveries that were given up, or failed and will be tried again; of each at most 100 are counted. */
export async function failingWebhooks(visit: Visit) {
  const counted = await Promise.all(
    (await webhooksOf(visit)).map(async ({ url, webhookId }) => {
      const dead = await deliveriesOf(visit, webhookId, 100, 'dead');
      const waiting = await deliveriesOf(visit, webhookId, 100, 'waiting');
      return { url, failed: dead.length + waiting.filter(({ attempts }) => attempts > 0).length };
    }),
  );
  return counted.filter(({ failed }) => failed > 0);
}
