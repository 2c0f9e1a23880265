import { html } from 'hono/html';
import type { Failure } from '../session/index.ts';
import { attentionIcon, cardIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

/** What happened, that nothing was received, and what the person can do now. */
export function failedPage(view: View, failure: Failure): Part {
  const { failed } = view.texts;
  // A card without a valid certificate fails again, so the way back stands first.
  const retry = failure !== 'revoked' && failure !== 'expired';
  return layout(
    view,
    failed[failure].title,
    html`<div class="inner section narrow">
<div class="state">${attentionIcon()}<h1>${failed[failure].title}</h1></div>
<section class="panel"><p>${failed[failure].body}</p><p>${failed[failure].todo}</p></section>
<p class="actions">
${retry ? html`<a class="button" href="/login">${cardIcon()}${failed.again}</a>` : ''}
<a class="button button-outline" href="/">${failed.home}</a>
</p>
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
