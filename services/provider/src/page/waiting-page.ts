import { type Html, html, notice } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { type LoginView, loginPage, rest, type Words, whoAsks, wordsOf } from './parts.ts';
import type { QrCode } from './qr.ts';

export interface WaitingView extends LoginView {
  /** How to open the app. */
  readonly open: { readonly link: string; readonly qr: QrCode };
  readonly qrRefreshMs: number;
  /** Another way that this provider offers beside the app: see sandbox/. */
  readonly beside?: Html | undefined;
}

/** How to open the app: here, or on a phone. */
export function waitingPage(lang: Language, view: WaitingView): Html {
  const words = wordsOf(lang, view);
  return loginPage(lang, view, {
    title: words.title,
    lead: words.lead,
    data: html` data-qr-refresh-ms="${view.qrRefreshMs}"`,
    body: html`${whoAsks(words, view)}
<div class="kz-ways">
${waysToOpen(lang, words, view.open)}
<div class="kz-stack kz-way-rest">
<p>${words.notYet}</p>
${view.beside ?? ''}
<noscript><p>${words.noScript}</p></noscript>
${rest(words, view)}
</div>
</div>`,
  });
}

/** The link opens in this very tab: the app leads back to it, and no second tab is left waiting. */
function waysToOpen(lang: Language, words: Words, open: WaitingView['open']): Html {
  const { size, path } = open.qr;
  const steps = [words.stepOpen, words.stepScan, words.stepMatch, words.stepFollow];
  return html`<section class="kz-card kz-way-here" aria-labelledby="here">
<h2 id="here">${words.here}</h2>
<p>${words.hereText}</p>
<a class="kz-button kz-button-wide" id="open-app" href="${open.link}">${words.openApp}</a>
</section>
<section class="kz-card kz-way-there" aria-labelledby="there">
<h2 id="there">${words.there}</h2>
<div class="kz-qr-row">
<div class="kz-qr-box">
<svg class="kz-qr" id="qr" role="img" aria-label="${words.qrLabel}" viewBox="-4 -4 ${size + 8} ${size + 8}" shape-rendering="crispEdges"><path d="${path}"/></svg>
<p class="kz-small kz-center" id="countdown" hidden>${words.qrCountdown} <b id="seconds"></b> ${words.seconds}</p>
<button class="kz-button kz-button-outline kz-button-small kz-button-wide" id="renew-qr" type="button" hidden>${words.qrRenew}</button>
</div>
<ol class="kz-list">${steps.map((step) => html`<li>${step}</li>`)}</ol>
</div>
${notice({ lang, kind: 'warning', title: words.warningTitle, body: words.warningText })}
</section>`;
}
