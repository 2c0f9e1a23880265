import { type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { LANES, type Lane } from '../record/lane.ts';
import { placeOf, type Row } from './diagram.ts';
import { TEXTS } from './text.ts';

/** The diagram is an ordered list in which every row draws its part: it needs no fixed width, and reads in its order without the lines. */
export function diagramView(rows: readonly Row[], lang: Language): Html {
  const { lanes, flow } = TEXTS[lang];
  return html`<div class="kz-seq">
<div class="kz-seq-lanes" aria-hidden="true">${LANES.map((lane) => html`<span>${lanes[lane]}</span>`)}</div>
<ol class="kz-seq-rows" aria-label="${flow.diagram}">${rows.map((row) => rowView(row, lang))}</ol>
</div>`;
}

function rowView(row: Row, lang: Language): Html {
  switch (row.kind) {
    case 'arrow':
      return arrowRow(row, lang);
    case 'answer':
      return answerRow(row, lang);
    case 'inferred':
      return inferredRow(row, lang);
    case 'mark':
      return markRow(row, lang);
  }
}

function arrowRow(row: Extract<Row, { kind: 'arrow' }>, lang: Language): Html {
  const { lanes, flow } = TEXTS[lang];
  const times = row.count > 1 ? html`<span class="kz-seq-times">${flow.times(row.count)}</span>` : '';
  return html`<li class="kz-seq-row kz-seq-arrow"><a href="#e-${row.id}" data-event="${row.id}">
<span class="kz-seq-number">${row.number}</span><span class="kz-hidden">${lanes[row.from]} → ${lanes[row.to]}: </span>
<span class="kz-seq-label kz-seq-at-${leftOf(row)}"><code>${row.label}</code>${times}</span>${drawing(row, 'kz-line')}</a></li>`;
}

function answerRow(row: Extract<Row, { kind: 'answer' }>, lang: Language): Html {
  const { lanes, event } = TEXTS[lang];
  const word = row.status === undefined ? event.noAnswer : String(row.status);
  return html`<li class="kz-seq-row kz-seq-answer${row.failed ? ' kz-seq-failed' : ''}"><a href="#e-${row.id}" data-event="${row.id}" tabindex="-1">
<span class="kz-hidden">${lanes[row.from]} → ${lanes[row.to]}: </span>
<span class="kz-seq-label kz-seq-at-${leftOf(row)}">${row.failed ? html`<span aria-hidden="true">✕ </span>` : ''}<b>${word}</b> <span>${row.tells}</span></span>${drawing(row, 'kz-line kz-line-dashed')}</a></li>`;
}

function inferredRow(row: Extract<Row, { kind: 'inferred' }>, lang: Language): Html {
  const { lanes, inferred, event } = TEXTS[lang];
  return html`<li class="kz-seq-row kz-seq-inferred" title="${event.unseen}"><span class="kz-hidden">${lanes[row.from]} → ${lanes[row.to]}: </span>
<span class="kz-seq-label kz-seq-at-${leftOf(row)}">${inferred[row.what]}</span>${drawing(row, 'kz-line kz-line-dotted')}</li>`;
}

function markRow(row: Extract<Row, { kind: 'mark' }>, lang: Language): Html {
  return html`<li class="kz-seq-row kz-seq-mark kz-seq-mark-${row.mark}${row.failed ? ' kz-seq-failed' : ''}"><a href="#e-${row.id}" data-event="${row.id}">
<span class="kz-seq-number">${row.number}</span><span class="kz-seq-box">${row.failed ? html`<span aria-hidden="true">✕ </span>` : ''}${markText(row, lang)}</span>${lifelines()}</a></li>`;
}

function markText({ mark, what, failed }: Extract<Row, { kind: 'mark' }>, lang: Language): string {
  const { verdict, notes, states } = TEXTS[lang];
  if (mark === 'verdict') return `${verdict.title}: ${failed ? what : verdict.accepted}`;
  const words: Readonly<Record<string, string>> = mark === 'state' ? states : notes;
  return words[what] ?? what;
}

function leftOf({ from, to }: { readonly from: Lane; readonly to: Lane }): number {
  return Math.min(LANES.indexOf(from), LANES.indexOf(to));
}

function lifelines(inside: Html | '' = ''): Html {
  const lines = LANES.map(
    (lane) => html`<line class="kz-life" x1="${placeOf(lane)}%" x2="${placeOf(lane)}%" y1="0" y2="100%"/>`,
  );
  return html`<svg class="kz-seq-drawing" aria-hidden="true" focusable="false">${lines}${inside}</svg>`;
}

/** Places are in hundredths of the width, so that it fits any; the head keeps its shape because it is a drawing of its own. */
function drawing({ from, to }: { readonly from: Lane; readonly to: Lane }, look: string): Html {
  const [start, end] = [placeOf(from), placeOf(to)];
  const head = end > start ? 'M0 0L-9 -4.5V4.5Z' : 'M0 0L9 -4.5V4.5Z';
  return lifelines(
    html`<svg y="100%" overflow="visible"><line class="${look}" x1="${start}%" x2="${end}%" y1="-8" y2="-8"/><svg x="${end}%" y="-8" overflow="visible"><path class="kz-line-head" d="${head}"/></svg></svg>`,
  );
}
