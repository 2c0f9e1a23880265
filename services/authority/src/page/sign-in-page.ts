import { button, type Html, html, notice, page } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { STYLE_PATH } from './frame.ts';
import { textsOf } from './text/index.ts';

export type SignInFault = 'wrong' | 'ticket' | 'ended';

/** The way in. Shows nothing of the register. */
export function signInPage(lang: Language, fault: SignInFault | undefined): Html {
  const { frame } = textsOf(lang);
  const words = frame.signIn;
  const faultNotice =
    fault === undefined
      ? ''
      : notice({
          lang,
          kind: fault === 'ended' ? 'info' : 'error',
          title: words[`${fault}Title`],
          body: words[fault],
        });
  return page({
    lang,
    title: words.title,
    service: frame.service,
    narrow: true,
    styles: [STYLE_PATH],
    languages: { ja: '/counter?lang=ja', en: '/counter?lang=en' },
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${faultNotice}
<form class="kz-stack" method="post" action="/counter/sign-in">
<div class="kz-field"><label class="kz-label" for="token">${words.token}</label><p class="kz-support" id="token-support">${words.tokenSupport}</p>
<input class="kz-input" id="token" name="token" type="password" autocomplete="off" required maxlength="200" aria-describedby="token-support"></div>
<div class="kz-field"><label class="kz-label" for="official">${words.official}</label><p class="kz-support" id="official-support">${words.officialSupport}</p>
<input class="kz-input" id="official" name="official" value="counter" autocomplete="off" required maxlength="40" autocapitalize="none" aria-describedby="official-support"></div>
<div class="kz-actions">${button({ label: words.submit })}</div></form></div>`,
  });
}
