import { html } from 'hono/html';
import type { Decision } from '../decision/index.ts';
import { japaneseInstant } from '../form/index.ts';
import type { Filed } from '../session/index.ts';
import type { Texts } from '../text/index.ts';
import { attentionIcon, doneIcon, evidenceIcon, paperIcon, waitingIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';
import { summary } from './summary.ts';

/** Where evidence is checked without this office. */
export interface Links {
  readonly checkerUrl: string;
  readonly trustUrl: string;
}

export function resultPage(view: View, filed: Filed, links: Links & { readonly isPending: boolean }): Part {
  const { result } = view.texts;
  const { decision, application } = filed;
  return layout(
    view,
    titleOf(view.texts, decision),
    html`<div class="inner section narrow">
${head(view.texts, decision)}
${decision.kind === 'waiting' ? '' : takeHome(view.texts, decision, links)}
<section class="panel"><h2>${result.application}</h2>${summary(view.texts, application)}</section>
<p class="actions"><a class="button button-outline" href="/">${result.home}</a></p>
</div>`,
  );
}

function titleOf({ result }: Texts, decision: Decision): string {
  return decision.kind === 'refused' ? result.refused[decision.reason].title : result[decision.kind].title;
}

function head({ result, language }: Texts, decision: Decision): Part {
  if (decision.kind === 'waiting') {
    return html`<div class="state">${waitingIcon()}<h1>${result.waiting.title}</h1></div>
<section class="panel"><p>${result.waiting.body}</p><form method="post" action="/verify"><button class="button">${result.waiting.again}</button></form></section>`;
  }
  if (decision.kind === 'refused') {
    const { title, body, todo } = result.refused[decision.reason];
    return html`<div class="state">${attentionIcon()}<h1>${title}</h1></div>
<section class="panel panel-refused"><p><strong>${result.notTaken}</strong></p><p>${body}</p><h2>${result.todo}</h2><p>${todo}</p></section>`;
  }
  const at = language === 'ja' ? japaneseInstant(decision.at) : englishInstant(decision.at);
  return html`<div class="state">${doneIcon()}<h1>${result.accepted.title}</h1></div>
<section class="panel panel-done"><p>${result.accepted.body}</p><ul class="found">${result.accepted.found.map((one) => html`<li>${one}</li>`)}</ul><p class="small">${result.at(at)}</p></section>`;
}

function takeHome(
  { result }: Texts,
  decision: Exclude<Decision, { kind: 'waiting' }>,
  links: Links & { readonly isPending: boolean },
): Part {
  return html`<section class="panel"><h2>${result.keepTitle}</h2><p>${result.keepBody}</p>
<a class="paper" href="/signed.pdf">${paperIcon(true)}<span><strong>${result.signed}</strong><br><span class="small">${result.signedHelp}</span></span></a>
${links.isPending ? html`<p class="notice-inline" role="status">${result.pending}</p>` : ''}
<a class="paper" href="/evidence.json">${evidenceIcon()}<span><strong>${result.evidence}</strong><br><span class="small">${result.evidenceHelp}</span></span></a>
<h3 class="panel-apart">${result.checkTitle}</h3><p>${result.checkBody}</p>
<ul class="needs"><li><a href="${links.checkerUrl}" target="_blank">${result.checker}</a></li><li><a href="${links.trustUrl}">${result.trust}</a></li></ul>
<p class="small panel-apart">${result.record}<br><code>${decision.verificationId}</code></p></section>`;
}

function englishInstant(time: number): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(time);
}
