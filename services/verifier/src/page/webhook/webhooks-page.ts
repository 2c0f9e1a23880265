import { badge, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { readableTime } from '@kazasu/ui/text';
import type * as v from 'valibot';
import { EVENT_WORDS } from '../../webhook/event-type.ts';
import type { DeliveryView, WebhookView } from '../../webhook/messages.ts';
import { ask } from '../ask.ts';
import { formToken, framed } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { count } from '../words.ts';
import { deliveriesOf, webhooksOf } from './failing.ts';

type Delivery = v.InferOutput<typeof DeliveryView>;

export async function webhooksPage(visit: Visit, sent = false): Promise<Response> {
  const { texts, lang, context } = visit;
  const words = texts.desk.webhooks;
  const webhooks = await webhooksOf(visit);
  const sections = await Promise.all(webhooks.map((webhook) => webhookSection(visit, webhook)));
  const told = sent ? notice({ lang, kind: 'success', title: words.resent, body: words.resentText }) : '';
  const body = html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${told}${sections.length === 0 ? html`<p>${words.empty}</p>` : sections}`;
  return context.html(framed(visit, { title: words.title, place: 'webhooks', path: '/webhooks', body }));
}

/** A test goes out as any event does. */
export async function sendTest(visit: Visit): Promise<Response> {
  await ask(visit, 'testWebhook', { params: { webhookId: visit.context.req.param('webhookId') ?? '' } });
  return webhooksPage(visit, true);
}

const SHOWN = 20;

async function webhookSection(visit: Visit, webhook: v.InferOutput<typeof WebhookView>): Promise<Html> {
  const { texts, lang, base } = visit;
  const words = texts.desk.webhooks;
  const { webhookId, url, eventTypes, description } = webhook;
  const deliveries = await deliveriesOf(visit, webhookId, SHOWN);
  const path = `/webhooks/${webhookId}/test`;
  const events = html`<ul class="kz-list">${eventTypes.map((type) => html`<li>${EVENT_WORDS[type][lang]}</li>`)}</ul>`;
  const rows = deliveries.map((delivery) => [
    html`<a class="kz-link" href="${base}/webhooks/${webhookId}/deliveries/${delivery.deliveryId}">${readableTime(delivery.createdAt, lang)}</a>`,
    deliveryBadge(visit, delivery),
    words.attemptsOf(count(delivery.attempts, lang)),
    delivery.nextAttemptAt === undefined ? '–' : readableTime(delivery.nextAttemptAt, lang),
  ]);
  const heads = [words.created, words.state, words.attempts, words.next];
  return html`<section class="kz-stack-tight"><h2 class="kz-desk-hash">${url}</h2>${definitionList([
    ...(description === '' ? [] : [[words.description, description] as const]),
    [words.events, events],
  ])}<h3 class="kz-desk-small-heading">${words.deliveries}</h3>${rows.length === 0 ? html`<p>${words.noDeliveries}</p>` : table({ caption: words.deliveries, heads, rows })}
<form method="post" action="${base}${path}">${formToken(visit, path)}<button class="kz-button kz-button-outline kz-button-small" type="submit">${words.test}</button></form></section>`;
}

export function deliveryBadge(
  { texts }: Visit,
  { state, attempts }: Pick<Delivery, 'state' | 'attempts'>,
): Html {
  const { states } = texts.desk.webhooks;
  if (state === 'waiting')
    return attempts > 0 ? badge(states.retry, 'yellow') : badge(states.waiting, 'blue');
  return state === 'delivered' ? badge(states.delivered, 'green') : badge(states.dead, 'red');
}
