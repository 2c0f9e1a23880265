import { buttonLink, type Html, html, page } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { textsOf } from './texts.ts';

/** The login has ended; `next` leads the browser on to its answer, without it the answer has been fetched. */
export function endedPage(lang: Language, next: string | undefined): Html {
  const { answered, over } = textsOf(lang);
  if (next === undefined) return messagePage(lang, over);
  return messagePage(lang, answered, buttonLink({ href: next, label: answered.button, id: 'continue' }));
}

/** For every browser but the one that began, and for every address that is none. Holds no fact. */
export function unknownPage(lang: Language): Html {
  return messagePage(lang, textsOf(lang).unknown);
}

/** For requests that must not be answered at the redirect URI. `reason` is for the site's developer. */
export function errorPage(lang: Language, reason: string): Html {
  const { invalid } = textsOf(lang);
  const details = html`<section class="kz-card kz-card-quiet"><h2>${invalid.details}</h2><p><code lang="en" id="reason">${reason}</code></p></section>`;
  return messagePage(lang, invalid, details);
}

export function brokenPage(lang: Language): Html {
  return messagePage(lang, textsOf(lang).broken);
}

function messagePage(
  lang: Language,
  words: { readonly title: string; readonly text: string },
  more: Html | string = '',
): Html {
  return page({
    lang,
    title: words.title,
    service: textsOf(lang).service,
    narrow: true,
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.text}</p>${more}</div>`,
  });
}
