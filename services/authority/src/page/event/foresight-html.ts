import { badge, type Html, html, icon, table } from '@kazasu/ui';
import type { Device } from '../../api.ts';
import type { Visit } from '../visit.ts';
import { addedReason, cardBadge, certificateBadge, shortSerial } from '../words.ts';
import type { Foresight } from './foresee.ts';

/** Each certificate that lives or is on hold, what becomes of it, and what becomes of the card. */
export function foresightTable(visit: Visit, foresight: Foresight): Html {
  const { texts } = visit;
  const { form } = texts;
  const rows = [
    ...certificateRows(visit, foresight),
    ...issuedRows(visit, foresight),
    cardRow(visit, foresight),
  ];
  const heads = [texts.page.resident.role, form.now, form.becomes];
  return html`<section class="kz-stack-tight"><h2>${form.foreseen}</h2>${table({ caption: form.foreseen, heads, rows })}</section>`;
}

function certificateRows({ texts }: Visit, { changes }: Foresight): (Html | string)[][] {
  return changes.map(({ certificate, to, reason }) => [
    nameOf(texts.state.role[certificate.role], texts.state.device[certificate.device], certificate.id.serial),
    certificateBadge(texts, certificate.state),
    to === certificate.state
      ? html`<span class="counter-after">${texts.form.stays}</span>`
      : html`<span class="counter-after">${icon('arrowRight', 'small')}${certificateBadge(texts, to)} <span class="kz-small">${addedReason(texts, reason)}</span></span>`,
  ]);
}

function issuedRows({ texts }: Visit, { issued }: Foresight): (Html | string)[][] {
  const device: Device = 'card';
  return issued.map(({ role, state }) => [
    nameOf(texts.state.role[role], texts.state.device[device], undefined),
    texts.frame.none,
    html`<span class="counter-after">${icon('arrowRight', 'small')}${badge(texts.form.issued, 'blue')} ${certificateBadge(texts, state)}</span>`,
  ]);
}

function cardRow({ texts }: Visit, { card, newCard }: Foresight): (Html | string)[] {
  const { form } = texts;
  const now = cardBadge(texts, card.from);
  if (newCard !== undefined) {
    return [
      form.cardState,
      now,
      html`<span class="counter-after">${icon('arrowRight', 'small')}${form.newCard} ${cardBadge(texts, newCard)}</span>`,
    ];
  }
  const after =
    card.from === card.to
      ? html`<span class="counter-after">${form.stays}</span>`
      : html`<span class="counter-after">${icon('arrowRight', 'small')}${cardBadge(texts, card.to)}</span>`;
  return [form.cardState, now, after];
}

function nameOf(role: string, device: string, serial: string | undefined): Html {
  const number = serial === undefined ? '' : html` ${shortSerial(serial)}`;
  return html`${role}<br><span class="kz-small">${device}${number}</span>`;
}
