import { badge, buttonLink, definitionList, type Html, html, icon, notice, table } from '@kazasu/ui';
import type { CertificateList, EventName, ResidentView } from '../../api.ts';
import type { Outcome } from '../../event/index.ts';
import { framed } from '../frame.ts';
import type { Delivery } from '../reader.ts';
import type { Visit } from '../visit.ts';
import { addedReason, cardBadge, certificateBadge, shortSerial } from '../words.ts';
import { eventTexts, possibleEvents } from './possible.ts';

type Certificate = CertificateList['certificates'][number];
type Row = (Html | string)[];

/** A procedure that was done. */
export interface Done {
  readonly event: EventName;
  /** Undefined for somebody new. */
  readonly before: ResidentView | undefined;
  readonly after: ResidentView;
  readonly outcome: Outcome;
  /** Undefined without a reader, or with nothing to bring to a card. */
  readonly delivery: Delivery | undefined;
}

/** What has changed, what reached the card, and what usually comes next. */
export function resultPage(visit: Visit, done: Done): Html {
  const { lang, texts } = visit;
  const { after, event, before } = done;
  const words = texts.page.result;
  const { residentId } = after.record;
  const title = before === undefined ? texts.page.apply.done : words.title(eventTexts(texts, event).title);
  const path = `/counter/residents/${residentId}`;
  return framed(visit, {
    title,
    place: 'residents',
    url: path,
    narrow: true,
    body: html`<h1>${title}</h1>${notice({ lang, kind: 'success', title: words.done, body: after.record.name })}
${changedSection(visit, done)}${registerSection(visit, done)}${deliverySection(visit, done)}${nextSection(visit, after, event)}
<div class="kz-actions">${buttonLink({ href: path, label: words.toResident, look: 'outline', id: 'to-resident' })}</div>`,
  });
}

function changedSection({ texts }: Visit, { before, after }: Done): Html {
  const words = texts.page.result;
  const rows = [
    ...certificateRows(texts, before, after),
    ...cardRows(texts, before, after),
    ...consentRows(texts, before, after),
  ];
  const heads = [texts.page.resident.role, words.before, words.after];
  const body =
    rows.length === 0 ? html`<p>${words.unchanged}</p>` : table({ caption: words.changed, heads, rows });
  return html`<section class="kz-stack-tight"><h2>${words.changed}</h2>${body}</section>`;
}

function certificateRows(
  texts: Visit['texts'],
  before: ResidentView | undefined,
  after: ResidentView,
): Row[] {
  return after.certificates.flatMap((certificate) => {
    const earlier = before?.certificates.find((one) => isSame(one, certificate));
    if (earlier?.state === certificate.state && earlier.reason === certificate.reason) return [];
    const { role, device, id, state, reason } = certificate;
    return [
      [
        html`${texts.state.role[role]}<br><span class="kz-small">${texts.state.device[device]} ${shortSerial(id.serial)}</span>`,
        earlier === undefined ? texts.page.result.issued : certificateBadge(texts, earlier.state),
        html`<span class="counter-after">${icon('arrowRight', 'small')}${certificateBadge(texts, state)} <span class="kz-small">${addedReason(texts, reason)}</span></span>`,
      ],
    ];
  });
}

function isSame({ id }: Certificate, other: Certificate): boolean {
  return id.issuerKeyId === other.id.issuerKeyId && id.serial === other.id.serial;
}

function cardRows(texts: Visit['texts'], before: ResidentView | undefined, after: ResidentView): Row[] {
  return after.cards.flatMap((card) => {
    const earlier = before?.cards.find(({ sequence }) => sequence === card.sequence);
    if (earlier?.state === card.state) return [];
    return [
      [
        `${texts.form.cardState} (${texts.page.resident.cardNumber(card.sequence)})`,
        earlier === undefined ? texts.frame.none : cardBadge(texts, earlier.state),
        html`<span class="counter-after">${icon('arrowRight', 'small')}${cardBadge(texts, card.state)}</span>`,
      ],
    ];
  });
}

/** Consents that are over now. */
function consentRows(texts: Visit['texts'], before: ResidentView | undefined, after: ResidentView): Row[] {
  const words = texts.page.resident;
  const open = (before?.consents ?? []).filter(({ inForce }) => inForce).map(({ consentId }) => consentId);
  return after.consents
    .filter(({ consentId, inForce }) => !inForce && open.includes(consentId))
    .map(({ service, verifierId }) => [
      html`${words.consents}<br><span class="kz-small">${service} (${verifierId})</span>`,
      badge(words.open, 'green'),
      html`<span class="counter-after">${icon('arrowRight', 'small')}${badge(words.ended)}</span>`,
    ]);
}

/** Name and address before and after, where they differ. */
function registerSection({ texts }: Visit, { before, after }: Done): Html | string {
  if (before === undefined) return '';
  const items = ['name', 'certificateName', 'address', 'certificateAddress', 'birthdate'] as const;
  const changed = items.filter((item) => before.record[item] !== after.record[item]);
  if (changed.length === 0) return '';
  const rows = changed.map((item) => {
    const was = before.record[item] ?? texts.frame.none;
    const is = after.record[item] ?? texts.frame.none;
    return [
      texts.form.fields[item],
      html`${was}<br><span class="counter-after">${icon('arrowRight', 'small')}<strong>${is}</strong></span>`,
    ] as const;
  });
  return html`<section class="kz-stack-tight"><h2>${texts.page.resident.register}</h2>${definitionList(rows)}</section>`;
}

function deliverySection({ lang, texts }: Visit, { outcome, delivery }: Done): Html | string {
  const words = texts.page.result;
  if (outcome.image === undefined && outcome.instruction === undefined) return '';
  switch (delivery) {
    case 'done':
      return notice({
        lang,
        kind: 'info',
        title: words.delivery,
        body: outcome.image === undefined ? words.delivered : words.put,
      });
    case 'refused':
      return notice({ lang, kind: 'warning', title: words.refusedTitle, body: words.refused });
    case 'no-card':
      return notice({ lang, kind: 'warning', title: words.noCardTitle, body: words.noCard });
    case undefined:
      return fileSection(words, outcome);
  }
}

/** Only in this answer: what is in the file is kept nowhere. */
function fileSection(words: Visit['texts']['page']['result'], { image, instruction }: Outcome): Html {
  const [content, label, name] =
    image === undefined
      ? [instruction, words.instruction, 'card-instruction.json']
      : [image, words.image, 'card-image.json'];
  const data = `data:application/json,${encodeURIComponent(JSON.stringify(content))}`;
  return html`<section class="kz-stack-tight"><h2>${words.file}</h2><p>${words.fileLead}</p><p><a class="kz-button kz-button-outline" download="${name}" href="${data}">${label}</a></p></section>`;
}

const NEXT: { readonly [event in EventName]?: readonly EventName[] } = {
  application: ['making'],
  making: ['hand-over'],
  loss: ['recovery', 'reissue'],
  move: ['card-writing', 'signature-certificate'],
  correction: ['card-writing', 'signature-certificate'],
  'card-writing': ['signature-certificate'],
  'key-compromise': ['reissue'],
};

function nextSection({ texts }: Visit, after: ResidentView, event: EventName): Html | string {
  const possible = possibleEvents(after);
  const next = (NEXT[event] ?? []).filter((one) => possible.includes(one));
  if (next.length === 0) return '';
  const links = next.map((one, at) =>
    buttonLink({
      href: `/counter/residents/${after.record.residentId}/events/${one}`,
      label: eventTexts(texts, one).title,
      ...(at > 0 && { look: 'outline' as const }),
    }),
  );
  return html`<section class="kz-stack-tight"><h2>${texts.page.result.next}</h2><div class="kz-actions">${links}</div></section>`;
}
