import { badge, definitionList, type Html, html, icon } from '@kazasu/ui';
import { readableDate, readableGender } from '@kazasu/ui/text';
import { residentView } from '../admin/index.ts';
import type { EventName, ResidentView } from '../api.ts';
import { cardDrawing } from './card-drawing.ts';
import { certificateSection, lineageSection } from './certificates.ts';
import { eventTexts, possibleEvents } from './event/index.ts';
import { backLink, framed } from './frame.ts';
import { consentSection, historySection } from './history.ts';
import type { Visit } from './visit.ts';
import { municipalityName } from './words.ts';

/** One resident: register, card, certificates, what may be done now, and what was done. Throws `resident_unknown`. */
export async function residentPage(visit: Visit, residentId: string): Promise<Response> {
  const { deps, texts, context } = visit;
  const words = texts.page.resident;
  const view = await residentView(deps, residentId);
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'residents',
      body: html`<div class="kz-stack-tight">${backLink('/counter', texts.page.residents.title)}<h1>${view.record.name}</h1></div>
<div class="kz-desk-columns">${cardSection(visit, view)}<section class="kz-stack-tight"><h2>${words.register}</h2>${register(visit, view)}</section></div>
${certificateSection(visit, view)}
${procedures(visit, view)}
${await lineageSection(visit, residentId)}
${consentSection(visit, view)}
${await historySection(visit, residentId)}`,
    }),
  );
}

function cardSection(visit: Visit, view: ResidentView): Html {
  const words = visit.texts.page.resident;
  return html`<section class="kz-stack-tight"><h2>${words.card}</h2>${cardDrawing(visit, view)}</section>`;
}

function register({ texts, lang }: Visit, { record, status }: ResidentView): Html {
  const { fields } = texts.form;
  return definitionList([
    [texts.page.residents.id, html`<code>${record.residentId}</code>`],
    [
      texts.page.resident.registered,
      badge(texts.state.status[status], status === 'resident' ? 'green' : 'red'),
    ],
    [fields.name, record.name],
    ...(record.certificateName === undefined
      ? []
      : [[fields.certificateName, record.certificateName] as const]),
    [fields.address, record.address],
    ...(record.certificateAddress === undefined
      ? []
      : [[fields.certificateAddress, record.certificateAddress] as const]),
    [fields.municipality, `${municipalityName(texts, record.municipality)} (${record.municipality.code})`],
    [fields.birthdate, readableDate(record.birthdate, lang)],
    [fields.gender, readableGender(record.gender, lang)],
  ]);
}

const GROUPS: { readonly [group in 'making' | 'changes' | 'stop' | 'end']: readonly EventName[] } = {
  making: ['making', 'hand-over', 'application', 'renewal', 'reissue'],
  changes: ['move', 'correction', 'card-writing', 'signature-certificate', 'pin-reset', 'consent-withdrawal'],
  stop: ['loss', 'recovery', 'revocation-request', 'key-compromise', 'phone-end'],
  end: ['return', 'departure', 'death'],
};

/** Everything that may happen now, each with what it does to the certificates. */
function procedures({ texts }: Visit, view: ResidentView): Html {
  const words = texts.page.resident;
  const possible = possibleEvents(view);
  const groups = (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => {
    const events = GROUPS[group].filter((event) => possible.includes(event));
    if (events.length === 0) return '';
    const items = events.map((event) => {
      const { title, about } = eventTexts(texts, event);
      return html`<li><a class="kz-card counter-event" href="/counter/residents/${view.record.residentId}/events/${event}"><span class="counter-event-title">${title}${icon('arrowRight', 'small')}</span><span class="kz-small">${about}</span></a></li>`;
    });
    return html`<div class="kz-stack-tight"><h3>${words.groups[group]}</h3><ul class="kz-cards counter-events">${items}</ul></div>`;
  });
  const body = possible.length === 0 ? html`<p>${words.noProcedures}</p>` : groups;
  return html`<section class="kz-stack"><h2 id="procedures">${words.procedures}</h2>${body}</section>`;
}
