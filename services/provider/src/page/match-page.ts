import { button, type Html, html, icon, notice } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { type LoginView, loginPage, rest, whoAsks, wordsOf } from './parts.ts';
import { type Texts, textsOf } from './texts.ts';

export interface MatchView extends LoginView {
  /** How many wrong digits are left before the login ends. */
  readonly tries: number;
  /** What came of the last try. */
  readonly said: 'wrong' | 'late' | 'form' | undefined;
}

type MatchWords = Texts['match'];

/** Asks for the six digits that the phone shows. */
export function matchPage(lang: Language, view: MatchView): Html {
  const words = textsOf(lang).match;
  const error = view.said === undefined ? undefined : errorOf(words, view.said, view.tries);
  return loginPage(lang, view, {
    title: words.title,
    lead: words.lead,
    ...(error === undefined ? {} : { before: words.errorBefore }),
    narrow: true,
    body: html`${form(words, view, error)}
${notice({ lang, kind: 'warning', title: words.warningTitle, body: words.warningText })}
${whoAsks(wordsOf(lang, view), view)}
<div class="kz-stack">${rest(wordsOf(lang, view), view)}</div>`,
  });
}

function errorOf(words: MatchWords, said: NonNullable<MatchView['said']>, tries: number): string {
  if (said !== 'wrong') return words[said];
  return `${words.wrong}${tries <= 1 ? words.lastTry : words.triesLeft(tries)}`;
}

/** The input is no `type=number`: digits are no number, and a leading zero is one of them. */
function form(words: MatchWords, { path, query }: MatchView, error: string | undefined): Html {
  const described = error === undefined ? 'digits-support' : 'digits-support digits-error';
  const invalid = error === undefined ? '' : html` aria-invalid="true"`;
  return html`<form class="kz-card kz-stack" method="post" action="${path}/match${query}" id="match-form">
<div class="kz-field">
<label class="kz-label" for="digits">${words.label}</label>
<p class="kz-support" id="digits-support">${words.support}</p>
<input class="kz-input kz-input-code kz-digits" id="digits" name="digits" type="text" inputmode="numeric" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="20" required autofocus aria-describedby="${described}"${invalid}>
${error === undefined ? '' : html`<p class="kz-error-text" id="digits-error" role="alert">${icon('warning', 'small')}<span>${error}</span></p>`}
</div>
<div>${button({ label: words.button, id: 'match' })}</div>
</form>`;
}
