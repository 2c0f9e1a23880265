import { badge, type Html, html, notice, page } from '@kazasu/ui';
import { exactTime, type Language, languageLinks } from '@kazasu/ui/text';
import type { Flow, StoredEvent } from '../record/event.ts';
import { detailView } from './detail-view.ts';
import { inOrder, rowsOf } from './diagram.ts';
import { diagramView } from './diagram-view.ts';
import { TEXTS } from './text.ts';

export interface PageContext {
  readonly lang: Language;
  /** Address of the inspector, without a slash at its end. */
  readonly base: string;
  readonly origin: string;
}

/** Milliseconds between two looks of the page; a transaction of a person takes a minute. */
const INTERVAL_MS = 1_000;

/** One transaction; the script replaces `#flow` while it grows. */
export function flowPage(flow: Flow, events: readonly StoredEvent[], context: PageContext): Html {
  const { lang, base } = context;
  const texts = TEXTS[lang];
  const path = `${base}/flows/${flow.id}`;
  return page({
    lang,
    title: texts.flow.title,
    service: texts.service,
    home: base,
    languages: languageLinks(path),
    scripts: [`${base}/inspector.js`],
    styles: [`${base}/inspector.css`],
    body: html`<div class="kz-inspector" id="inspector" data-part="${path}/part?lang=${lang}" data-interval-ms="${INTERVAL_MS}">${flowPart(flow, events, context)}</div>`,
  });
}

/** What grows. */
export function flowPart(flow: Flow, stored: readonly StoredEvent[], context: PageContext): Html {
  const { lang, base, origin } = context;
  const { flow: texts } = TEXTS[lang];
  const events = inOrder(stored);
  const details = events.map((event, at) =>
    detailView(event, at + 1, { lang, origin, startedAt: flow.createdAt }),
  );
  return html`<div class="kz-stack-tight" id="flow" data-version="${flow.version}" data-default="${failedOf(events)}">
<p><a class="kz-link" href="${base}?lang=${lang}">${texts.back}</a></p>
${headOf(flow, lang)}
<div class="kz-inspector-columns">
<section id="diagram" tabindex="-1" aria-labelledby="diagram-title"><h2 id="diagram-title" class="kz-inspector-heading">${texts.diagram}</h2>
<p class="kz-small">${texts.diagramHelp} ${texts.follows}</p>
${diagramView(rowsOf(stored), lang)}
${flow.events >= 200 ? html`<p>${texts.more}</p>` : ''}</section>
<section class="kz-details" aria-labelledby="details-title"><h2 id="details-title" class="kz-inspector-heading">${texts.details}</h2>
<p class="kz-details-empty">${texts.choose}</p>${details}</section>
</div></div>`;
}

/** What is shown when nothing was chosen: what failed last. */
function failedOf(events: readonly StoredEvent[]): string {
  const failed = events.filter(
    ({ event }) =>
      (event.kind === 'exchange' && event.error !== undefined) ||
      (event.kind === 'verdict' && event.code !== undefined),
  );
  return failed.at(-1)?.id ?? '';
}

function headOf(flow: Flow, lang: Language): Html {
  const { kinds, flow: texts, list } = TEXTS[lang];
  const ids: readonly (readonly [string, string])[] = [
    [texts.began, exactTime(flow.createdAt, lang)],
    ...(flow.interactionId === undefined ? [] : [[texts.interaction, flow.interactionId] as const]),
    ...(flow.signId === undefined ? [] : [[texts.sign, flow.signId] as const]),
  ];
  return html`<div class="kz-flow-head"><h1>${kinds[flow.kind]} <code>${flow.clientId ?? list.nobody}</code></h1><p>${endBadge(flow, lang)}</p></div>
<dl class="kz-flow-ids">${ids.map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}</dl>`;
}

/** How it stands, in a word. */
export function endBadge({ outcome, state, error }: Flow, lang: Language): Html {
  const texts = TEXTS[lang];
  const outcomes: Readonly<Record<string, string>> = texts.outcomes;
  const states: Readonly<Record<string, string>> = texts.states;
  const failed =
    error === undefined ? '' : html` ${badge(error === 'page' ? texts.event.error : error, 'red')}`;
  if (outcome !== undefined && outcomes[outcome] !== undefined) {
    const colour = outcome === 'approved' ? 'green' : outcome === 'declined' ? 'yellow' : 'red';
    return html`${badge(outcomes[outcome] ?? outcome, colour)}${outcome === 'approved' ? failed : error === undefined ? '' : html` <code>${error}</code>`}`;
  }
  if (state !== undefined) return html`${badge(states[state] ?? state, 'blue')}${failed}`;
  return error === undefined ? html`–` : html`${failed}`;
}

/** For a flow that is gone, or a request that is not yet written down. */
export function gonePage(kind: 'gone' | 'wait', { lang, base }: PageContext): Html {
  const { flow: texts, service } = TEXTS[lang];
  const text = kind === 'gone' ? texts.goneText : texts.wait;
  return page({
    lang,
    title: texts.gone,
    service,
    home: base,
    narrow: true,
    styles: [`${base}/inspector.css`],
    languages: { ja: '?lang=ja', en: '?lang=en' },
    body: html`<div class="kz-stack"><h1>${texts.gone}</h1>${notice({ lang, kind: 'info', title: text })}<p><a class="kz-link" href="${base}?lang=${lang}">${texts.back}</a></p></div>`,
  });
}
