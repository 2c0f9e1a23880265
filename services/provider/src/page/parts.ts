/** What every page of a login under way has: who asks, how long it can last, and how to stop. */
import { button, definitionList, type Html, html, notice, page } from '@kazasu/ui';
import { type Language, languageLinks } from '@kazasu/ui/text';
import { type Texts, textsOf } from './texts.ts';

export interface LoginView {
  /** Address of the interaction, without a slash at its end. */
  readonly path: string;
  /** `?lang=en` once the language was switched, else empty. */
  readonly query: string;
  /** Where the pages' script and style sheet are. */
  readonly assets: string;
  /** Whether the person is asked to sign, and not only who they are. */
  readonly signing: boolean;
  readonly relyingParty: { readonly name: string; readonly origin: string };
  /** As the script compares it with what it is told later. */
  readonly state: string;
  readonly intervalMs: number;
  readonly leftMs: number;
  /** Whether the time can be begun anew. */
  readonly mayExtend: boolean;
}

export type Words = Texts['waiting'];

export function wordsOf(lang: Language, { signing }: LoginView): Words {
  const texts = textsOf(lang);
  return signing ? { ...texts.waiting, ...texts.signing } : texts.waiting;
}

interface Parts {
  readonly title: string;
  readonly lead: string;
  /** What stands before the title in the browser's tab, as `エラー：`. */
  readonly before?: string;
  /** Further attributes of the root. */
  readonly data?: Html;
  readonly narrow?: boolean;
  readonly body: Html;
}

/** The frame of the page. Works without its script, by pressing buttons. */
export function loginPage(lang: Language, view: LoginView, parts: Parts): Html {
  return page({
    lang,
    title: (parts.before ?? '') + parts.title,
    service: textsOf(lang).service,
    narrow: parts.narrow === true,
    languages: languageLinks(view.path),
    scripts: [`${view.assets}/waiting.js`],
    styles: [`${view.assets}/waiting.css`],
    body: html`<div class="kz-stack" id="waiting" data-path="${view.path}" data-state="${view.state}" data-interval-ms="${view.intervalMs}" data-left-ms="${view.leftMs}" data-may-extend="${String(view.mayExtend)}"${parts.data ?? ''}>
<div class="kz-stack-tight">
<h1>${parts.title}</h1>
<p class="kz-lead">${parts.lead}</p>
<div id="say" role="status"></div>
</div>
${parts.body}
${sayings(lang, view)}
</div>`,
  });
}

/** What the script says when it has to: kept apart, so that nothing is said on a page without it. */
function sayings(lang: Language, view: LoginView): Html {
  const { say } = textsOf(lang);
  const { extend } = wordsOf(lang, view);
  const soon = html`<p>${say.soonText}</p><p><button class="kz-button kz-button-small" type="submit" form="extend-form">${extend}</button></p>`;
  return html`<template id="say-offline">${notice({ lang, kind: 'warning', title: say.offlineTitle, body: say.offlineText })}</template>
<template id="say-soon">${notice({ lang, kind: 'warning', title: say.soonTitle, body: soon })}</template>
<template id="say-extended">${notice({ lang, kind: 'success', title: say.extended })}</template>`;
}

export function whoAsks(words: Words, { relyingParty }: LoginView): Html {
  return html`<section class="kz-card kz-card-quiet" aria-label="${words.asksYou}">${definitionList([
    [words.asksYou, html`<strong>${relyingParty.name}</strong>`],
    [words.origin, html`<span class="kz-origin">${relyingParty.origin}</span>`],
  ])}</section>`;
}

/** Something turns only while somebody acts elsewhere; before that nothing is under way. */
export function watching(text: string): Html {
  return html`<p class="kz-waiting" role="status"><span class="kz-spinner" aria-hidden="true"></span>${text}</p>`;
}

const MINUTE = 60_000;

/** The way out, the way on where nothing moves, and the time that is left. */
export function rest(words: Words, view: LoginView): Html {
  const minutes = String(Math.max(1, Math.ceil(view.leftMs / MINUTE)));
  const more = html`<form method="post" action="${view.path}/extend${view.query}" id="extend-form"><button class="kz-button kz-button-outline kz-button-small" type="submit" id="extend">${words.extend}</button></form>`;
  return html`<p><a class="kz-link" id="check" href="${view.path}${view.query}">${words.check}</a></p>
<form method="post" action="${view.path}/cancel${view.query}">${button({ label: words.cancel, look: 'outline', id: 'cancel' })}</form>
<div class="kz-time">
<p class="kz-small">${words.timeLeft} <b id="minutes">${minutes}</b> ${words.minutes}</p>
${view.mayExtend ? more : ''}
</div>`;
}
