import { button, definitionList, type Html, html, notice, page } from '@kazasu/ui';
import { type Language, languageLinks } from '@kazasu/ui/text';
import type { QrCode } from './qr.ts';
import { type Texts, textsOf } from './texts.ts';

export interface WaitingView {
  /** Address of the interaction, without a slash at its end. */
  readonly path: string;
  /** Where the pages' script and style sheet are. */
  readonly assets: string;
  /** Whether the person is asked to sign, and not only who they are. */
  readonly signing?: boolean;
  readonly relyingParty: { readonly name: string; readonly origin: string };
  /** How to open the app; absent once a phone has opened the interaction. */
  readonly open: { readonly link: string; readonly qr: QrCode } | undefined;
  readonly intervalMs: number;
  readonly qrRefreshMs: number;
}

/** What the person looks at while the phone does the work. Works without the script, by pressing buttons. */
export function waitingPage(lang: Language, view: WaitingView): Html {
  const texts = textsOf(lang);
  const words: Words = view.signing === true ? { ...texts.waiting, ...texts.signing } : texts.waiting;
  return page({
    lang,
    title: words.title,
    service: texts.service,
    narrow: view.open === undefined,
    languages: languageLinks(view.path),
    scripts: [`${view.assets}/waiting.js`],
    styles: [`${view.assets}/waiting.css`],
    body: html`<div class="kz-stack" id="waiting" data-path="${view.path}" data-state="${view.open === undefined ? 'opened' : 'waiting'}" data-interval-ms="${view.intervalMs}" data-qr-refresh-ms="${view.qrRefreshMs}">
<div class="kz-stack-tight">
<h1>${view.open === undefined ? words.elsewhereTitle : words.title}</h1>
<p class="kz-lead">${view.open === undefined ? words.elsewhereText : words.lead}</p>
</div>
${whoAsks(words, view)}
<div class="kz-ways">
${view.open === undefined ? '' : waysToOpen(lang, words, view.open)}
<div class="kz-stack kz-way-rest">
${view.open === undefined ? watching(words) : html`<p>${words.notYet}</p>`}
${view.open === undefined ? '' : html`<noscript><p>${words.noScript}</p></noscript>`}
<p><a class="kz-link" id="check" href="${view.path}">${words.check}</a></p>
<form method="post" action="${view.path}/cancel">${button({ label: words.cancel, look: 'outline', id: 'cancel' })}</form>
</div>
</div>
</div>`,
  });
}

type Words = Texts['waiting'];

/** Something turns only once the app has been opened; before that nothing is under way. */
function watching(words: Words): Html {
  return html`<p class="kz-waiting" role="status"><span class="kz-spinner" aria-hidden="true"></span>${words.watching}</p>`;
}

function whoAsks(words: Words, { relyingParty }: WaitingView): Html {
  return html`<section class="kz-card kz-card-quiet" aria-label="${words.asksYou}">${definitionList([
    [words.asksYou, html`<strong>${relyingParty.name}</strong>`],
    [words.origin, html`<span class="kz-origin">${relyingParty.origin}</span>`],
  ])}</section>`;
}

function waysToOpen(lang: Language, words: Words, open: { link: string; qr: QrCode }): Html {
  const { size, path } = open.qr;
  const steps = [words.stepOpen, words.stepScan, words.stepFollow].map((step) => html`<li>${step}</li>`);
  return html`<section class="kz-card kz-way-here" aria-labelledby="here">
<h2 id="here">${words.here}</h2>
<p>${words.hereText}</p>
<a class="kz-button kz-button-wide" id="open-app" href="${open.link}" target="_blank" rel="noopener">${words.openApp}</a>
</section>
<section class="kz-card kz-way-there" aria-labelledby="there">
<h2 id="there">${words.there}</h2>
<div class="kz-qr-row">
<div class="kz-qr-box">
<svg class="kz-qr" id="qr" role="img" aria-label="${words.qrLabel}" viewBox="-4 -4 ${size + 8} ${size + 8}" shape-rendering="crispEdges"><path d="${path}"/></svg>
<p class="kz-small kz-center" id="countdown" hidden>${words.qrCountdown} <b id="seconds"></b> ${words.seconds}</p>
<button class="kz-button kz-button-outline kz-button-small kz-button-wide" id="renew-qr" type="button" hidden>${words.qrRenew}</button>
</div>
<ol class="kz-list">${steps}</ol>
</div>
${notice({ lang, kind: 'warning', title: words.warningTitle, body: words.warningText })}
</section>`;
}
