import { buttonLink, type Html, html, notice, page } from '@kazasu/ui';
import { type Language, languageLinks } from '@kazasu/ui/text';
import { textsOf } from './texts.ts';

/** The login has ended; `next` leads the browser on to its answer, without it the answer has been fetched. */
export function endedPage(lang: Language, next: string | undefined): Html {
  const { answered, over } = textsOf(lang);
  if (next === undefined) return messagePage(lang, over, { languages: HERE });
  const more = buttonLink({ href: next, label: answered.button, id: 'continue' });
  return messagePage(lang, answered, { more });
}

/** For who sends a form without pause; `back` leads to the page that it stands on. */
export function tooOftenPage(lang: Language, back: string): Html {
  const { tooOften } = textsOf(lang);
  return messagePage(lang, tooOften, {
    more: buttonLink({ href: back, label: tooOften.button, id: 'back' }),
  });
}

/** There is more to do than can be done, or somebody asks too much. `again`: the same address may be tried again by a link. */
export function busyPage(lang: Language, again: boolean): Html {
  const { busy } = textsOf(lang);
  return messagePage(lang, busy, {
    // Of no address of its own, so that it leads to the one that was asked for.
    more: again ? buttonLink({ href: '', label: busy.button, id: 'again' }) : undefined,
  });
}

/** For every browser but the one that began, and for every address that is none. Holds no fact. */
export function unknownPage(lang: Language, inspect?: string): Html {
  return messagePage(lang, textsOf(lang).unknown, { languages: HERE, inspect });
}

/** For a browser that comes back from the app and is not the one that began. Holds no fact either. */
export function strangerPage(lang: Language, inspect?: string): Html {
  const { stranger } = textsOf(lang);
  return messagePage(lang, stranger, {
    more: notice({ lang, kind: 'warning', title: stranger.warningTitle, body: stranger.warningText }),
    // Without the ticket, which is of no use here.
    languages: HERE,
    inspect,
  });
}

/**
 * For requests that must not be answered at the redirect URI. `reason` is for the site's developer; `url`, the address
 * of the request, lets the person switch the language. `inspect`, here and elsewhere: where a developer sees the request; there is none
 * in production.
 */
export function errorPage(lang: Language, reason: string, url: string | undefined, inspect?: string): Html {
  const { invalid } = textsOf(lang);
  const more = forDeveloper(lang, reason);
  const languages = url === undefined ? undefined : languageLinks(url);
  return messagePage(lang, invalid, { more, languages, inspect });
}

function forDeveloper(lang: Language, reason: string): Html {
  const { details } = textsOf(lang).invalid;
  return html`<section class="kz-card kz-card-quiet"><h2>${details}</h2><p><code lang="en" id="reason">${reason}</code></p></section>`;
}

/** For who comes to log out and has nothing that says of what; `next` leads back to a site, by hand alone. */
export function logoutPage(lang: Language, next: string | undefined, inspect?: string): Html {
  const { logout } = textsOf(lang);
  const more =
    next === undefined ? undefined : buttonLink({ href: next, label: logout.button, id: 'continue' });
  return messagePage(lang, logout, { more, inspect });
}

export function loggedOutPage(lang: Language, inspect?: string): Html {
  return messagePage(lang, textsOf(lang).loggedOut, { inspect });
}

/** For a request to log out that is not correct. */
export function logoutRefusedPage(lang: Language, reason: string, inspect?: string): Html {
  return messagePage(lang, textsOf(lang).logoutRefused, { more: forDeveloper(lang, reason), inspect });
}

export function brokenPage(lang: Language, inspect?: string): Html {
  return messagePage(lang, textsOf(lang).broken, { inspect });
}

/** The same address in the other language; for pages whose address has no query. */
const HERE = { ja: '?lang=ja', en: '?lang=en' };

interface Extras {
  readonly more?: Html | undefined;
  readonly languages?: { readonly [language in Language]: string } | undefined;
  readonly inspect?: string | undefined;
}

function messagePage(
  lang: Language,
  words: { readonly title: string; readonly text: string },
  { more, languages, inspect }: Extras,
): Html {
  return page({
    lang,
    title: words.title,
    service: textsOf(lang).service,
    narrow: true,
    ...(languages === undefined ? {} : { languages }),
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.text}</p>${more ?? ''}${inspect === undefined ? '' : html`<p><a class="kz-link" id="inspect" href="${inspect}">${textsOf(lang).inspect}</a></p>`}</div>`,
  });
}
