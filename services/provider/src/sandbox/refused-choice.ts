import { errorDescription } from '@kazasu/oidc';
import { html } from '@kazasu/ui';
import { languageLinks } from '@kazasu/ui/text';
import type { Context } from 'hono';
import { SANDBOX_DELAY, SANDBOX_PARAMETERS, type SandboxProblem } from '../api/sandbox.ts';
import { languageOf } from '../page/index.ts';
import type { ChoiceFault } from './choice.ts';
import { sandboxPage } from './frame.ts';
import { textsOf } from './texts.ts';

/**
 * What is wrong with the parameters, told in front of whoever sent them and never to a redirect URI: a page for people, and for
 * programs that say so JSON. What was sent is not repeated.
 */
export function refusedChoice(
  context: Context,
  fault: ChoiceFault,
  { allowed, assets }: { readonly allowed: SandboxProblem['allowed']; readonly assets: string },
): Response | Promise<Response> {
  const reason = reasonOf(fault);
  if (/\bapplication\/json\b/.test(context.req.header('Accept') ?? '')) {
    const problem: SandboxProblem = { error: 'invalid_request', error_description: reason, allowed };
    return context.json(problem, 400);
  }
  const lang = languageOf(context.req);
  const words = textsOf(lang).refused;
  const list = (title: string, values: readonly string[]) => html`<section class="kz-card kz-card-quiet">
<h2>${title}</h2>
<ul class="kz-codes">${values.map((value) => html`<li><code>${value}</code></li>`)}</ul>
</section>`;
  const body = html`<div class="kz-stack">
<h1>${words.title}</h1>
<p class="kz-lead">${words.text}</p>
<section class="kz-card"><h2>${words.reason}</h2><p><code lang="en" id="reason">invalid_request: ${reason}</code></p></section>
${list(SANDBOX_PARAMETERS.person, allowed.persons)}
${list(SANDBOX_PARAMETERS.outcome, allowed.outcomes)}
${list(SANDBOX_PARAMETERS.delay, [`${SANDBOX_DELAY.min}–${SANDBOX_DELAY.max}`])}
</div>`;
  const languages = context.req.method === 'GET' ? { languages: languageLinks(context.req.url) } : {};
  return context.html(sandboxPage({ lang, title: words.title, body, assets, ...languages }), 400);
}

const WHY: { readonly [reason in ChoiceFault['reason']]: string } = {
  missing: 'is missing: this outcome needs somebody who holds a card',
  unknown: 'is not one of the values that are allowed',
  unfit: 'does not go with this request',
};

function reasonOf({ parameter, reason }: ChoiceFault): string {
  return errorDescription(`${SANDBOX_PARAMETERS[parameter]} ${WHY[reason]}`);
}
