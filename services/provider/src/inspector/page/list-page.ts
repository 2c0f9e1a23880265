import { badge, type Html, html, notice, page, table } from '@kazasu/ui';
import { exactTime, type Language, languageLinks } from '@kazasu/ui/text';
import type { Flow } from '../record/event.ts';
import { endBadge, type PageContext } from './flow-page.ts';
import { TEXTS } from './text.ts';

export interface ListView {
  readonly flows: readonly Flow[];
  readonly clientIds: readonly string[];
  /** The one that is looked at. */
  readonly clientId: string | undefined;
  /** Whether something was looked for and not found. */
  readonly missed: boolean;
}

/** All flows, the newest first. Persons are nowhere. */
export function listPage(view: ListView, { lang, base }: PageContext): Html {
  const texts = TEXTS[lang];
  const query = view.clientId === undefined ? '' : `?client=${encodeURIComponent(view.clientId)}`;
  return page({
    lang,
    title: texts.list.title,
    service: texts.service,
    home: base,
    languages: languageLinks(base + query),
    scripts: [`${base}/inspector.js`],
    styles: [`${base}/inspector.css`],
    body: html`<div class="kz-inspector" id="inspector" data-part="${base}/part${query}${query === '' ? '?' : '&'}lang=${lang}" data-interval-ms="2000">${listPart(view, lang, base)}</div>`,
  });
}

export function listPart(view: ListView, lang: Language, base: string): Html {
  const { list } = TEXTS[lang];
  const version = view.flows.map(({ version }) => version).reduce((sum, one) => sum + one + 1, 0);
  return html`<div class="kz-stack-tight" id="flow" data-version="${view.flows[0]?.id ?? ''}${version}">
<h1>${list.title}</h1><p class="kz-lead">${list.lead}</p>
${forms(view, lang, base)}
${view.missed ? notice({ lang, kind: 'info', title: list.notFound }) : ''}
${view.flows.length === 0 ? notice({ lang, kind: 'info', title: list.empty }) : tableOf(view.flows, lang, base)}</div>`;
}

function forms({ clientIds, clientId }: ListView, lang: Language, base: string): Html {
  const { list } = TEXTS[lang];
  const option = (id: string) =>
    html`<option value="${id}"${id === clientId ? html` selected` : ''}>${id}</option>`;
  return html`<div class="kz-inspector-forms">
<form method="get" action="${base}" class="kz-desk-find"><input type="hidden" name="lang" value="${lang}"><div class="kz-field"><label class="kz-label" for="client">${list.client}</label><select class="kz-input" id="client" name="client"><option value="">${list.all}</option>${clientIds.map(option)}</select></div><button class="kz-button kz-button-outline kz-button-medium" type="submit">${list.show}</button></form>
<form method="get" action="${base}/find" class="kz-desk-find"><input type="hidden" name="lang" value="${lang}"><div class="kz-field"><label class="kz-label" for="find">${list.find}</label><input class="kz-input" id="find" name="id" maxlength="255" autocomplete="off" spellcheck="false" placeholder="${list.findHelp}" aria-label="${list.find}: ${list.findHelp}"></div><button class="kz-button kz-button-outline kz-button-medium" type="submit">${list.show}</button></form>
</div>`;
}

function tableOf(flows: readonly Flow[], lang: Language, base: string): Html {
  const { list, kinds, states } = TEXTS[lang];
  const words: Readonly<Record<string, string>> = states;
  return table({
    caption: list.caption,
    heads: [list.when, list.client, list.kind, list.state, list.end, list.steps],
    rows: flows.map((flow) => [
      html`<a class="kz-link" href="${base}/flows/${flow.id}?lang=${lang}">${exactTime(flow.createdAt, lang)}</a>`,
      html`<code>${flow.clientId ?? list.nobody}</code>`,
      badge(kinds[flow.kind]),
      flow.state === undefined ? '–' : (words[flow.state] ?? flow.state),
      endBadge(flow, lang),
      String(flow.events),
    ]),
  });
}
