import { badge, type Html, html, table } from '@kazasu/ui';
import { readableDay, readableTime } from '@kazasu/ui/text';
import type { AuditEntry, ResidentView } from '../api.ts';
import { auditOfResident } from '../audit/index.ts';
import type { Texts } from './text/index.ts';
import type { Visit } from './visit.ts';
import { readableReason, shortSerial } from './words.ts';

const SHOWN = 50;

/** The lines of the audit about one resident, newest first. */
export async function historySection(visit: Visit, residentId: string): Promise<Html> {
  const { deps, texts, lang } = visit;
  const words = texts.page.resident;
  const entries = await auditOfResident(deps.store, residentId, SHOWN);
  const rows = entries.map((entry) => [
    eventName(texts, entry.event),
    readableTime(entry.at, lang),
    html`<code>${entry.actor}</code>`,
    html`<div class="counter-state">${outcomeOf(texts, entry)}</div>`,
    serialsOf(entry),
  ]);
  const heads = [words.event, words.at, words.by, words.outcome, texts.desk.audit.certificates];
  const more = entries.length < SHOWN ? '' : html`<p class="kz-small">${words.moreHistory}</p>`;
  return html`<section class="kz-stack-tight"><h2>${words.history}</h2>${table({ caption: words.history, heads, rows })}${more}</section>`;
}

/** The certificates that an entry is about. */
export function serialsOf({ certificates }: AuditEntry): Html | string {
  return certificates.length === 0
    ? '–'
    : html`${certificates.map(({ serial }) => html`${shortSerial(serial)} `)}`;
}

/** An event of the audit by its name on the buttons. */
export function eventName(texts: Texts, event: string): string {
  const names: { readonly [event: string]: { readonly title: string } } = texts.event;
  const others: { readonly [event: string]: string } = texts.page.otherEvents;
  if (Object.hasOwn(names, event)) return names[event]?.title ?? event;
  return Object.hasOwn(others, event) ? (others[event] ?? event) : event;
}

/** The scope of a list, of which the beginning is enough. */
const LONG_HASH = /\b([0-9a-f]{8})[0-9a-f]{56}\b/g;

export function outcomeOf(texts: Texts, { outcome, reason }: AuditEntry): Html {
  const words = texts.page.resident;
  if (outcome !== 'done')
    return html`${badge(words.refused, 'red')} <code class="kz-small">${outcome}</code>`;
  const why =
    reason === null
      ? ''
      : html` <span class="kz-small">${readableReason(texts, reason).replaceAll(LONG_HASH, '$1…')}</span>`;
  return html`${badge(words.done, 'green')}${why}`;
}

export function consentSection({ texts, lang }: Visit, { consents }: ResidentView): Html | string {
  if (consents.length === 0) return '';
  const words = texts.page.resident;
  const rows = consents.map(({ service, verifierId, purpose, endsAt, inForce }) => [
    service,
    html`<code>${verifierId}</code>`,
    html`<code>${purpose}</code>`,
    readableDay(endsAt, lang),
    inForce ? badge(words.open, 'green') : badge(words.ended),
  ]);
  const { verifiers } = texts.desk;
  const heads = [verifiers.service, verifiers.id, verifiers.purpose, words.until10, words.state];
  return html`<section class="kz-stack-tight"><h2>${words.consents}</h2>${table({ caption: words.consents, heads, rows })}</section>`;
}
