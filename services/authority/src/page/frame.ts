import { buttonLink, type Html, html, icon, notice, page } from '@kazasu/ui';
import { type Language, languageLinks } from '@kazasu/ui/text';
import { createFormToken } from './session.ts';
import { PROBLEM_TEXTS, textsOf } from './text/index.ts';
import type { Visit } from './visit.ts';
import { labelled } from './words.ts';

export const STYLE_PATH = '/counter/counter.css';

const PLACES = ['residents', 'apply', 'lists', 'verifiers', 'audit'] as const;
export type Place = (typeof PLACES)[number];

const PATHS: { readonly [place in Place]: string } = {
  residents: '/counter',
  apply: '/counter/apply',
  lists: '/counter/lists',
  verifiers: '/counter/verifiers',
  audit: '/counter/audit',
};

interface Framed {
  /** Nothing personal. */
  readonly title: string;
  readonly place?: Place;
  readonly body: Html;
  /** Where the language switch leads, if the page itself cannot be asked for again. */
  readonly url?: string;
  readonly narrow?: boolean;
}

/** A page behind the sign-in: menu, heading in the body, language switch. */
export function framed(visit: Visit, { title, place, body, url, narrow = false }: Framed): Html {
  const { lang, texts, context } = visit;
  return page({
    lang,
    title,
    service: texts.frame.service,
    home: '/counter',
    styles: [STYLE_PATH],
    languages: languageLinks(url ?? context.req.url),
    body: html`${menu(visit, place)}<div class="kz-stack${narrow ? ' kz-desk-narrow' : ''}">${body}</div>`,
  });
}

function menu(visit: Visit, place: Place | undefined): Html {
  const { frame } = visit.texts;
  const items = PLACES.map((one) => {
    const current = one === place ? html` aria-current="page"` : '';
    return html`<li><a href="${PATHS[one]}"${current}>${frame[one]}</a></li>`;
  });
  return html`<div class="kz-desk-bar"><nav aria-label="${frame.navigation}"><ul class="kz-desk-menu">${items}</ul></nav>
<form method="post" action="/counter/leave" class="kz-desk-leave">${formToken(visit, '/counter/leave')}<span class="kz-small">${labelled(visit.lang, frame.official, visit.session.official)}</span><button class="kz-button kz-button-text kz-button-small" type="submit">${frame.leave}</button></form></div>`;
}

/** Goes into every form that changes something, with the path to which it goes. */
export function formToken({ deps, session }: Visit, action: string): Html {
  return html`<input type="hidden" name="form" value="${createFormToken(deps, session, action)}">`;
}

export type ProblemCode = keyof (typeof PROBLEM_TEXTS)[Language]['codes'];

export function problemCodeOf(code: string): ProblemCode {
  return Object.hasOwn(PROBLEM_TEXTS.ja.codes, code) ? (code as ProblemCode) : 'other';
}

export function problemNotice(lang: Language, code: ProblemCode): Html {
  const { codes, notDone } = textsOf(lang).problem;
  const { title, text } = codes[code];
  return notice({
    lang,
    kind: 'error',
    title,
    body: html`<p>${text}</p><p>${code === 'used' ? '' : notDone}</p>`,
  });
}

/** Where nobody would think that something was done, or it was. */
const TELLS_ALL: readonly ProblemCode[] = ['used', 'not_found', 'resident_unknown', 'internal'];

/** What went wrong and the way back, to a resident where there is one. */
export function problemPage(visit: Visit, code: ProblemCode, { residentId }: { residentId?: string }): Html {
  const { lang, texts } = visit;
  const { title, text } = texts.problem.codes[code];
  const told = TELLS_ALL.includes(code) ? {} : { body: texts.problem.notDone };
  const back =
    residentId === undefined
      ? buttonLink({ href: '/counter', label: texts.problem.toResidents, look: 'outline' })
      : buttonLink({
          href: `/counter/residents/${residentId}`,
          label: texts.problem.toResident,
          look: 'outline',
        });
  return framed(visit, {
    title,
    url: residentId === undefined ? '/counter' : `/counter/residents/${residentId}`,
    body: html`<h1>${title}</h1>${notice({ lang, kind: 'error', title: text, ...told })}<div class="kz-actions">${back}</div>`,
  });
}

/** A link back above the heading. */
export function backLink(href: string, label: string): Html {
  return html`<p class="kz-desk-back"><a class="kz-link" href="${href}">${icon('arrowLeft', 'small')}${label}</a></p>`;
}
