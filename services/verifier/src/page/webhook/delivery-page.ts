import { button, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { exactTime } from '@kazasu/ui/text';
import type * as v from 'valibot';
import { DeliveryDetail } from '../../webhook/messages.ts';
import { ask, askFor } from '../ask.ts';
import { backLink, formToken, framed } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { count } from '../words.ts';
import { deliveryBadge } from './webhooks-page.ts';

type Detail = v.InferOutput<typeof DeliveryDetail>;
type Attempt = Detail['log'][number];

export async function deliveryPage(visit: Visit, resent = false): Promise<Response> {
  const { texts, lang, base, context } = visit;
  const words = texts.desk.webhooks;
  const params = paramsOf(visit);
  const detail = await askFor(visit, 'getDelivery', DeliveryDetail, { params });
  const path = `/webhooks/${params.webhookId}/deliveries/${params.deliveryId}`;
  const told = resent ? notice({ lang, kind: 'success', title: words.resent, body: words.resentText }) : '';
  const body = html`${backLink(`${base}/webhooks`, words.back)}<h1>${words.delivery}</h1>${told}${definitionList(
    [
      [words.state, deliveryBadge(visit, detail)],
      [words.created, exactTime(detail.createdAt, lang)],
      [words.event, html`<code class="kz-desk-hash">${detail.eventId}</code>`],
      ...(detail.nextAttemptAt === undefined
        ? []
        : [[words.next, exactTime(detail.nextAttemptAt, lang)] as const]),
    ],
  )}${attempts(visit, detail)}${detail.state === 'waiting' ? '' : resendForm(visit, path)}`;
  return context.html(framed(visit, { title: words.delivery, place: 'webhooks', path, body }));
}

/** The same event, as a new delivery. */
export async function resend(visit: Visit): Promise<Response> {
  await ask(visit, 'resendDelivery', { params: paramsOf(visit) });
  return deliveryPage(visit, true);
}

function paramsOf({ context }: Visit) {
  const { webhookId = '', deliveryId = '' } = context.req.param() as Record<string, string>;
  return { webhookId, deliveryId };
}

function resendForm(visit: Visit, path: string): Html {
  const words = visit.texts.desk.webhooks;
  return html`<form class="kz-stack-tight" method="post" action="${visit.base}${path}/resend">${formToken(visit, `${path}/resend`)}<p>${words.resendLead}</p><div class="kz-actions">${button({ label: words.resend, look: 'outline' })}</div></form>`;
}

function attempts({ texts, lang }: Visit, { log }: Detail): Html {
  const words = texts.desk.webhooks;
  const rows = log.map(({ number, at, status, code, durationMs }) => [
    String(number),
    exactTime(at, lang),
    html`${status === undefined ? '' : html`${words.answered(String(status))}<br>`}${reasonOf(words, status, code)}`,
    words.milliseconds(count(durationMs, lang)),
  ]);
  const heads = [words.number, words.at, words.result, words.duration];
  return html`<section class="kz-stack-tight"><h2>${words.log}</h2>${rows.length === 0 ? html`<p>${words.noLog}</p>` : table({ caption: words.log, heads, rows })}</section>`;
}

type Words = Visit['texts']['desk']['webhooks'];

/** Why an attempt failed, in words. */
function reasonOf({ codes, statuses }: Words, status: number | undefined, code: Attempt['code']): string {
  if (status === undefined) return codes[code ?? 'unreachable'];
  if (status < 300) return '';
  if (status < 400) return statuses.redirect;
  return status < 500 ? statuses.client : statuses.server;
}
