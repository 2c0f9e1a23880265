import { html } from 'hono/html';
import type { Failure } from '../failure.ts';
import { attentionIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

/** Beside what can become of a signing: a request that is too long, and too many people at once. */
export type Problem = Failure | 'tooLarge' | 'busy';

/** What happened, that nothing was received, and what the person can do now. `isApplied`: there is a form to go back to. */
export function failedPage(view: View, problem: Problem, isApplied: boolean): Part {
  const { failed } = view.texts;
  const { title, body, todo } = failed[problem];
  return layout(
    view,
    title,
    html`<div class="inner section narrow">
<div class="state">${attentionIcon()}<h1>${title}</h1></div>
<section class="panel"><p>${body}</p>${todo.length === 0 ? '' : html`<ul class="needs">${todo.map((one) => html`<li>${one}</li>`)}</ul>`}</section>
<p class="actions">${isApplied ? html`<a class="button" href="/confirm">${failed.again}</a>` : html`<a class="button" href="/apply">${failed.apply}</a>`}
<a class="button button-outline" href="/">${failed.home}</a></p>
</div>`,
  );
}

export function notFoundPage(view: View): Part {
  const { failed } = view.texts;
  return layout(
    view,
    failed.notFound.title,
    html`<div class="inner section narrow">
<div class="state">${attentionIcon()}<h1>${failed.notFound.title}</h1></div>
<section class="panel"><p>${failed.notFound.body}</p></section>
<p><a class="button button-outline" href="/">${failed.home}</a></p>
</div>`,
  );
}
