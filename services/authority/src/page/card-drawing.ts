import { type Html, html } from '@kazasu/ui';
import { readableDate, readableDay } from '@kazasu/ui/text';
import type { ResidentView } from '../api.ts';
import type { Visit } from './visit.ts';
import { cardBadge } from './words.ts';

/** The latest card, drawn simply: that it is one, whose, until when, and in which state it is. */
export function cardDrawing({ texts, lang }: Visit, { record, cards }: ResidentView): Html {
  const card = cards.at(-1);
  const words = texts.page.resident;
  if (card === undefined) return html`<p>${texts.frame.none}</p>`;
  const isLiving = card.state === 'active' || card.state === 'made';
  const until = card.state === 'ordered' ? words.pending : readableDay(card.endsAt, lang);
  return html`<div class="counter-card${isLiving ? '' : ' counter-card-stopped'}">
<div class="counter-card-head"><span>${words.cardName}</span>${cardBadge(texts, card.state)}</div>
<div class="counter-card-body"><svg class="counter-card-face" viewBox="0 0 60 72" aria-hidden="true"><rect width="60" height="72" rx="4"/><circle cx="30" cy="28" r="13"/><path d="M8 72c2-16 10-23 22-23s20 7 22 23z"/></svg>
<dl><div><dt>${texts.form.fields.name}</dt><dd>${record.name}</dd></div>
<div><dt>${texts.form.fields.birthdate}</dt><dd>${readableDate(record.birthdate, lang)}</dd></div>
<div><dt>${words.until}</dt><dd>${until}</dd></div></dl></div>
<div class="counter-card-foot"><svg viewBox="0 0 36 28" aria-hidden="true"><rect x="1" y="1" width="34" height="26" rx="4"/><path d="M1 10h11M1 18h11M24 10h11M24 18h11M12 1v26M24 1v26"/></svg><span>${words.cardNumber(card.sequence)}</span></div>
</div>`;
}
