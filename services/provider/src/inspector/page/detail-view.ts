import { badge, type Html, html, notice } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { Field } from '../mask/index.ts';
import type { ExchangeEvent, InspectedEvent, ShownBody, StoredEvent } from '../record/event.ts';
import { remedyOf } from '../remedy/index.ts';
import { assertionChecks } from './assertion.ts';
import { curlOf } from './curl.ts';
import { fieldTable, shownView } from './shown-view.ts';
import { TEXTS } from './text.ts';
import { verdictView } from './verdict-view.ts';

export interface DetailContext {
  readonly lang: Language;
  /** Origin under which the provider is reached. */
  readonly origin: string;
  readonly startedAt: number;
}

/** Everything there is to see of one event, under the anchor that its arrow leads to. */
export function detailView(stored: StoredEvent, number: number, context: DetailContext): Html {
  const { lang, startedAt } = context;
  const { event: words, flow } = TEXTS[lang];
  const after = `+${((stored.at - startedAt) / 1000).toFixed(3)} s`;
  const seconds = Math.round((stored.until - stored.at) / 1000);
  return html`<section class="kz-detail" id="e-${stored.id}" data-detail="${stored.id}" tabindex="-1" aria-labelledby="h-${stored.id}">
<h3 class="kz-detail-title" id="h-${stored.id}"><span class="kz-seq-number">${number}</span> ${titleOf(stored.event, lang)}</h3>
<p class="kz-small">${words.at(after)}${stored.count > 1 ? html` · ${words.polls(stored.count, seconds)}` : ''}</p>
${bodyOf(stored.event, context)}
<p class="kz-detail-back"><a class="kz-link" href="#diagram">${flow.toDiagram}</a></p>
</section>`;
}

function titleOf(event: InspectedEvent, lang: Language): Html | string {
  const { lanes, states, notes, verdict } = TEXTS[lang];
  switch (event.kind) {
    case 'exchange':
    case 'call':
      return html`${lanes[event.from]} → ${lanes[event.to]}`;
    case 'verdict':
      return verdict.title;
    case 'state':
      return (states as Readonly<Record<string, string>>)[event.state] ?? event.state;
    case 'note':
      return notes[event.note];
  }
}

function bodyOf(event: InspectedEvent, context: DetailContext): Html | '' {
  const { lang } = context;
  const { event: words, outcomes } = TEXTS[lang];
  switch (event.kind) {
    case 'exchange':
      return exchangeView(event, context);
    case 'call':
      return html`<p><code class="kz-break">${event.method} ${event.path}</code></p>
<p>${statusBadge(event.status, lang)} ${words.duration}: ${words.ms(Math.round(event.durationMs))}</p>`;
    case 'verdict':
      return html`${event.code === undefined ? '' : errorView({ error: event.code }, lang)}${verdictView(event, lang)}`;
    case 'state': {
      const end =
        event.outcome === undefined
          ? undefined
          : (outcomes as Readonly<Record<string, string>>)[event.outcome];
      return html`<p><code>${event.state}</code>${end === undefined ? '' : html` · ${end}`}</p>${event.failure === undefined ? '' : errorView({ error: event.failure }, lang)}`;
    }
    case 'note':
      return fieldTable(event.fields, lang);
  }
}

function exchangeView(event: ExchangeEvent, context: DetailContext): Html {
  const { lang, origin } = context;
  const { event: words } = TEXTS[lang];
  return html`<p class="kz-detail-line"><code class="kz-break"><b>${event.method}</b> ${event.path}</code></p>
${event.error === undefined ? '' : errorView(event.error, lang)}
<h4>${words.request}</h4>
${event.query.length === 0 ? '' : html`<p class="kz-label-small">${words.parameters}</p>${fieldTable(event.query, lang)}`}
${bodyView(event.request, lang)}
${checksOf(event, lang)}
${headersView(event.requestHeaders, lang)}
<h4>${words.answer} ${statusBadge(event.status, lang)}</h4>
<p class="kz-small">${words.duration}: ${words.ms(event.durationMs)}</p>
${locationOf(event, lang)}
${bodyView(event.answer, lang)}
${headersView(event.answerHeaders, lang)}
<h4>${words.curl}</h4>
<div class="kz-curl"><pre tabindex="0"><code>${curlOf(event, origin)}</code></pre><button class="kz-button kz-button-outline kz-button-small" type="button" data-copy data-copied="${words.copied}" hidden>${words.copy}</button></div>
<p class="kz-small">${words.curlHelp}</p>`;
}

function locationOf({ answerHeaders }: ExchangeEvent, lang: Language): Html | '' {
  const location = answerHeaders.find(({ name }) => name === 'location');
  if (location === undefined) return '';
  return html`<p class="kz-label-small">${TEXTS[lang].event.leads}</p><div class="kz-leads">${shownView(location.value, lang)}</div>`;
}

function bodyView(body: ShownBody, lang: Language): Html | '' {
  const { event: words } = TEXTS[lang];
  switch (body.form) {
    case 'none':
      return '';
    case 'left-out':
      return html`<p class="kz-small">${words.leftOut(body.type, body.length)}</p>`;
    case 'value':
      return shownView(body.value, lang);
    case 'page':
      return html`<p class="kz-label-small">${words.page}</p>${fieldTable(body.fields, lang)}`;
    default:
      return html`<p class="kz-label-small">${words.body} (${body.form === 'json' ? 'JSON' : 'x-www-form-urlencoded'})</p>${fieldTable(body.fields, lang)}`;
  }
}

/** What became of the client's assertion. */
function checksOf(event: ExchangeEvent, lang: Language): Html | '' {
  const { token, assertionChecks: titles, verdict } = TEXTS[lang];
  const fields = event.request.form === 'form' ? event.request.fields : [];
  const sent = fields.some(({ name, value }) => name === 'client_assertion' && value.kind === 'token');
  if (event.route !== 'token' || !sent) return '';
  const marks = { passed: verdict.marks.passed, failed: verdict.marks.failed, open: verdict.marks.skipped };
  const rows = assertionChecks(event.assertion).map(
    ({ check, status }) =>
      html`<li class="kz-check kz-check-${status}"><span class="kz-check-mark" aria-hidden="true">${marks[status]}</span><span>${titles[check]}<span class="kz-hidden"> (${token[status]})</span></span></li>`,
  );
  return html`<p class="kz-label-small">client_assertion: ${token.checks}</p><ul class="kz-checks">${rows}</ul>`;
}

function headersView(fields: readonly Field[], lang: Language): Html | '' {
  if (fields.length === 0) return '';
  return html`<details class="kz-fold"><summary>${TEXTS[lang].event.headers} (${fields.length})</summary>${fieldTable(fields, lang)}</details>`;
}

export function errorView(
  error: { readonly error: string; readonly description?: string },
  lang: Language,
): Html {
  const { event: words } = TEXTS[lang];
  const { cause, remedy } = remedyOf(error.error, error.description);
  const name = error.error === 'page' ? '' : html`<code>${error.error}</code> `;
  const described = error.description === undefined ? '' : html`<code lang="en">${error.description}</code>`;
  return notice({
    lang,
    kind: 'warning',
    title: cause[lang],
    body: html`<p class="kz-error-words">${name}${described}</p><p><b>${words.remedy}</b>: ${remedy[lang]}</p>`,
  });
}

export function statusBadge(status: number | undefined, lang: Language): Html {
  if (status === undefined) return badge(TEXTS[lang].event.noAnswer, 'red');
  return badge(String(status), status < 300 ? 'green' : status < 400 ? 'blue' : 'red');
}
