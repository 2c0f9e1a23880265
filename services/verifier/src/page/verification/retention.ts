import { jstMidnight } from '@kazasu/bytes';
import type { Form } from '@kazasu/server/http';
import { button, type Html, html, notice } from '@kazasu/ui';
import { readableDay, readableTime } from '@kazasu/ui/text';
import type { RecordSummary } from '../../evidence/index.ts';
import { findPolicy, type RetentionPolicy, retainedUntil } from '../../evidence/retention/index.ts';
import { dayInJapan } from '../../key/index.ts';
import { ask, may } from '../ask.ts';
import { dayField, isDay } from '../field.ts';
import { formToken } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { count, dashedDay } from '../words.ts';
import { onePage } from './one-page.ts';
import { type RecordView, recordId } from './view.ts';

const DAY = 86_400_000;

export async function retentionSection(
  visit: Visit,
  { record }: RecordView,
  saved: boolean,
): Promise<Html | string> {
  const { texts, lang, deps, session } = visit;
  const words = texts.verification.retention;
  if (record.erasedAt !== undefined) return '';
  const policy = await findPolicy(deps.store, session.caller.tenant.tenantId);
  const { contractEndedAt, retainUntil, at } = record;
  const until = retainedUntil(policy, { at, contractEndedAt, retainUntil });
  const isOver = until !== undefined && until <= deps.clock.now();
  const state =
    until === undefined ? words.open : isOver ? words.over : words.until(readableDay(until - 1, lang));
  const ended =
    contractEndedAt === undefined ? '' : html`<p>${words.ended(readableDay(contractEndedAt - 1, lang))}</p>`;
  const isFromContract = policy.days > 0 && policy.from === 'contract-end';
  const form = may(visit, 'delete') && isFromContract ? endForm(visit, record) : '';
  const erase = may(visit, 'delete') && isOver ? eraseForm(visit, record.id) : '';
  return html`<section class="kz-stack-tight" id="retention"><h2>${words.title}</h2>${saved ? notice({ lang, kind: 'success', title: words.saved }) : ''}
<p>${agreement(visit, policy)} ${policy.days === 0 ? '' : policy.erasesDue ? words.automatic : words.manual}</p>${ended}<p><strong>${state}</strong></p><div class="console-screen kz-stack-tight">${form}${erase}</div></section>`;
}

function agreement({ texts, lang }: Visit, { from, days }: RetentionPolicy): string {
  const { policy } = texts.verification.retention;
  if (days === 0) return policy.none;
  return from === 'record' ? policy.record(count(days, lang)) : policy.contract(count(days, lang));
}

function endForm(visit: Visit, { id, contractEndedAt }: RecordSummary): Html {
  const words = visit.texts.verification.retention;
  const path = `/verifications/${id}/retention`;
  const value = contractEndedAt === undefined ? '' : dashedDay(dayInJapan(contractEndedAt - 1));
  return html`<details class="kz-desk-fold"><summary>${words.form}</summary><form class="kz-desk-find" method="post" action="${visit.base}${path}#retention">${formToken(visit, path)}
${dayField({ name: 'day', label: words.day, value, support: words.daySupport, required: true })}<div class="console-find-do">${button({ label: words.save, look: 'outline' })}</div></form></details>`;
}

function eraseForm(visit: Visit, id: string): Html {
  const words = visit.texts.verification.retention;
  const path = `/verifications/${id}/erasure`;
  return html`<details class="kz-desk-fold"><summary>${words.erase}</summary><p>${words.eraseLead}</p><form method="post" action="${visit.base}${path}">${formToken(visit, path)}${button({ label: words.eraseDo, look: 'outline' })}</form></details>`;
}

/** A day counts until it is over; of today, until now. */
export async function saveRetention(visit: Visit, form: Form): Promise<Response> {
  const day = form.get('day') ?? '';
  const end = isDay(day) ? jstMidnight(day.replaceAll('-', '')) + DAY : Number.NaN;
  const now = Math.floor(visit.deps.clock.now());
  const contractEndedAt = end > now && end - DAY <= now ? now : end;
  await ask(visit, 'setRetention', { params: { id: recordId(visit) }, body: { contractEndedAt } });
  return onePage(visit, { saved: true });
}

export async function eraseRecord(visit: Visit): Promise<Response> {
  await ask(visit, 'eraseVerification', { params: { id: recordId(visit) } });
  return onePage(visit);
}

/** What erasing means, where it was done. */
export function erasedNotice({ texts, lang }: Visit, { erasedAt }: RecordSummary): Html | string {
  if (erasedAt === undefined) return '';
  const words = texts.verification.erased;
  return notice({ lang, kind: 'info', title: words.title(readableTime(erasedAt, lang)), body: words.text });
}
