import { type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { type LoginView, loginPage, rest, watching, whoAsks, wordsOf } from './parts.ts';

export interface ElsewhereView extends LoginView {
  /** Address of the app, where it was opened on this very device; whoever came back too early goes on there. */
  readonly app: string | undefined;
}

/** The person acts in the app, on a phone or on this device. */
export function elsewherePage(lang: Language, view: ElsewhereView): Html {
  const words = wordsOf(lang, view);
  const { app } = view;
  return loginPage(lang, view, {
    title: words.elsewhereTitle,
    lead: app === undefined ? words.elsewhereText : words.hereAgainText,
    narrow: true,
    body: html`${whoAsks(words, view)}
<div class="kz-stack">
${app === undefined ? watching(words.watching) : html`<p><a class="kz-button" id="back-to-app" href="${app}">${words.backToApp}</a></p>`}
${rest(words, view)}
</div>`,
  });
}
