import { chooseLanguage, LANGUAGES, type Language } from '../text/language.ts';
import { buttonLink } from './button.ts';
import { html } from './html.ts';
import { page } from './page.ts';

const TEXTS = {
  ja: {
    title: '混み合っています',
    text: 'アクセスが集中しています。数秒お待ちになってから、もう一度お試しください。この操作は行われていません。',
    button: 'もう一度試す',
  },
  en: {
    title: 'Very busy at the moment',
    text: 'Please wait a few seconds, then try again. What you asked for was not done.',
    button: 'Try again',
  },
} as const;

/** A request as the bare socket has it. */
export interface AskedBusily {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly 'accept-language'?: string | undefined };
}

/**
 * What a browser is told by a service that has no room. `service` is what the service is called. The pages are made once: to refuse
 * somebody costs no page. A form that was sent is not sent again by a link.
 */
export function busyPages(
  service: { readonly [language in Language]: string },
): (request: AskedBusily) => string {
  const pagesOf = (again: boolean) =>
    new Map(LANGUAGES.map((lang) => [lang, busyPage(lang, service[lang], again)]));
  const [asked, sent] = [pagesOf(true), pagesOf(false)];
  return ({ method, url = '', headers }) => {
    const switched = /[?&]lang=([A-Za-z-]{1,20})/.exec(url)?.[1];
    const lang = chooseLanguage({ asked: [switched], acceptLanguage: headers['accept-language'] });
    return (method === 'POST' ? sent : asked).get(lang) ?? '';
  };
}

function busyPage(lang: Language, service: string, again: boolean): string {
  const { title, text, button } = TEXTS[lang];
  // Of no address of its own, so that it leads to the one that was asked for.
  const more = again ? buttonLink({ href: '', label: button, id: 'again' }) : '';
  const body = html`<div class="kz-stack"><h1>${title}</h1><p class="kz-lead">${text}</p>${more}</div>`;
  return page({ lang, title, service, narrow: true, body }).toString();
}
