import { button, type Html, html, notice, page } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { ENTER_SCRIPT, STYLE } from './frame.ts';
import { textsOf } from './text/index.ts';

export type SignInFault = 'wrong' | 'scope' | 'link' | 'ended' | 'away';

interface Place {
  readonly lang: Language;
  readonly base: string;
}

/** The way in. Shows nothing of any tenant. */
export function signInPage(place: Place, fault: SignInFault | undefined): Html {
  const words = textsOf(place.lang).frame.signIn;
  return outside(place, {
    title: words.title,
    path: '',
    body: html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${faultNotice(place.lang, fault)}
<form class="kz-stack" method="post" action="${place.base}/sign-in">
<div class="kz-field"><label class="kz-label" for="key">${words.key}</label><p class="kz-support" id="key-support">${words.keySupport}</p>
<input class="kz-input" id="key" name="key" type="password" autocomplete="off" required maxlength="100" aria-describedby="key-support"></div>
<div class="kz-actions">${button({ label: words.submit })}</div></form>`,
  });
}

/** Where a link leads: its script moves the code from the fragment into the form; without scripts a person does. */
export function enterPage(place: Place): Html {
  const words = textsOf(place.lang).frame.enter;
  return outside(place, {
    title: words.title,
    path: '/enter',
    scripts: [place.base + ENTER_SCRIPT],
    body: html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
<form class="kz-stack" method="post" action="${place.base}/enter" id="enter">
<div class="kz-field"><label class="kz-label" for="code">${words.code}</label><p class="kz-support" id="code-support">${words.codeSupport}</p>
<input class="kz-input" id="code" name="code" type="password" autocomplete="off" required maxlength="100" aria-describedby="code-support"></div>
<div class="kz-actions">${button({ label: words.submit })}</div></form>`,
  });
}

function faultNotice(lang: Language, fault: SignInFault | undefined): Html | string {
  if (fault === undefined) return '';
  const { title, text } = textsOf(lang).frame.signIn.faults[fault];
  return notice({ lang, kind: fault === 'ended' ? 'info' : 'error', title, body: text });
}

interface Outside {
  readonly title: string;
  readonly path: string;
  readonly body: Html;
  readonly scripts?: readonly string[];
}

function outside({ lang, base }: Place, { title, path, body, scripts = [] }: Outside): Html {
  return page({
    lang,
    title,
    service: textsOf(lang).frame.service,
    narrow: true,
    styles: [base + STYLE],
    scripts,
    languages: { ja: `${base}${path}?lang=ja`, en: `${base}${path}?lang=en` },
    body: html`<div class="kz-stack">${body}</div>`,
  });
}
