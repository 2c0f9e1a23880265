import { buttonLink, type Html, html, icon, notice, page } from '@kazasu/ui';
import { languageLinks } from '@kazasu/ui/text';
import type { ProblemFacts } from '../error.ts';
import { createProblem, type ProblemCode } from '../problem/index.ts';
import { createFormToken } from './session/index.ts';
import type { Visit } from './visit.ts';

const PLACES = ['overview', 'verifications', 'usage', 'webhooks', 'keys'] as const;
export type Place = (typeof PLACES)[number];

const PATHS: { readonly [place in Place]: string } = {
  overview: '',
  verifications: '/verifications',
  usage: '/usage',
  webhooks: '/webhooks',
  keys: '/keys',
};

export const STYLE = '/console.css';
export const ENTER_SCRIPT = '/enter.js';

interface Framed {
  /** Nothing personal: titles end up in histories. */
  readonly title: string;
  readonly place?: Place;
  readonly body: Html;
  /** Where the language switch leads, if the page itself cannot be asked for again. */
  readonly path?: string;
}

/** A page behind the sign-in: menu, heading in the body, language switch. */
export function framed(visit: Visit, { title, place, body, path }: Framed): Html {
  const { lang, texts, context, base } = visit;
  return page({
    lang,
    title,
    service: texts.frame.service,
    home: base,
    styles: [base + STYLE],
    languages: languageLinks(path === undefined ? context.req.url : base + path),
    body: html`${menu(visit, place)}<div class="kz-stack">${body}</div>`,
  });
}

function menu(visit: Visit, place: Place | undefined): Html {
  const { texts, base, session } = visit;
  const { frame } = texts;
  const items = PLACES.map((one) => {
    const current = one === place ? html` aria-current="page"` : '';
    return html`<li><a href="${base}${PATHS[one]}"${current}>${frame[one]}</a></li>`;
  });
  return html`<div class="kz-desk-bar"><nav aria-label="${frame.navigation}"><ul class="kz-desk-menu">${items}</ul></nav>
<form method="post" action="${base}/sign-out" class="kz-desk-leave">${formToken(visit, '/sign-out')}<span class="kz-small">${session.caller.tenant.name}</span><button class="kz-button kz-button-text kz-button-small" type="submit">${frame.signOut}</button></form></div>`;
}

/** Goes into every form that changes something, with the path below the console to which it goes. */
export function formToken({ base, session }: Visit, path: string): Html {
  return html`<input type="hidden" name="form" value="${createFormToken(session, base + path)}">`;
}

/** A refusal of the API in the words of its catalogue: what, why, and what to do. */
export function problemNotice({ lang, deps }: Visit, code: ProblemCode, facts: ProblemFacts = {}): Html {
  const { baseUrl } = deps.config;
  const { title, cause, remedy } = createProblem(code, { baseUrl, language: lang, facts });
  return notice({ lang, kind: 'error', title, body: html`<p>${cause}</p><p>${remedy}</p>` });
}

export function problemPage(visit: Visit, code: ProblemCode, facts: ProblemFacts = {}): Html {
  const { texts, lang, deps } = visit;
  const { title } = createProblem(code, { baseUrl: deps.config.baseUrl, language: lang });
  return errorPage(visit, texts.frame.problemTitle, title, problemNotice(visit, code, facts));
}

/** For a form that was not sent from this page, or was sent before. */
export function oldFormPage(visit: Visit, why: 'foreign' | 'used'): Html {
  const { lang, texts } = visit;
  const { title, text } = texts.frame.form[why];
  return errorPage(visit, title, title, notice({ lang, kind: 'error', title: text }));
}

function errorPage(visit: Visit, heading: string, title: string, told: Html): Html {
  const back = buttonLink({ href: visit.base, label: visit.texts.frame.toOverview, look: 'outline' });
  const body = html`<h1>${heading}</h1>${told}<div class="kz-actions">${back}</div>`;
  return framed(visit, { title, path: '', body });
}

/** A link back above the heading. */
export function backLink(href: string, label: string): Html {
  return html`<p class="kz-desk-back"><a class="kz-link" href="${href}">${icon('arrowLeft', 'small')}${label}</a></p>`;
}
