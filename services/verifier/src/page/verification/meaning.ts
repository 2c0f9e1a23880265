import { type Html, html, icon } from '@kazasu/ui';
import type { Visit } from '../visit.ts';
import type { LogPlace } from './log-place.ts';
import type { RecordView } from './view.ts';

/** What a reader may conclude and what not, side by side. */
export function meaningSection({ texts }: Visit, { record }: RecordView, place: LogPlace): Html {
  const words = texts.proof.meaning;
  const { provesList: proves, notList } = words;
  const time = place.stampedAt === undefined ? proves.waiting : proves.time;
  const shown =
    record.verdict === 'valid' ? [proves.key, proves.unaltered, proves.chain, time] : [proves.refused, time];
  const list = (items: readonly string[], name: 'check' | 'close') =>
    html`<ul class="console-points">${items.map((item) => html`<li>${icon(name, 'small')}<span>${item}</span></li>`)}</ul>`;
  return html`<section class="kz-desk-columns console-whole"><div class="kz-card kz-card-quiet"><h2>${words.proves}</h2>${list(shown, 'check')}</div>
<div class="kz-card kz-card-quiet"><h2>${words.not}</h2>${list(Object.values(notList), 'close')}</div></section>`;
}
