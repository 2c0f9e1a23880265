import { badge, type Html, html } from '@kazasu/ui';
import type { Language, TranslationOf } from '@kazasu/ui/text';
import type { TownDescription } from '../access/index.ts';
import type { INDEX_TEXTS } from './texts.ts';

type Texts = TranslationOf<typeof INDEX_TEXTS>;
type Resident = TownDescription['people'][number];

/** A person with what a login asks for; what is printed on the card is folded away, because no login asks for it. */
export function residentCard(lang: Language, texts: Texts, person: Resident): Html {
  const { authentication, text, signature } = person.pins;
  const state =
    person.login === 'succeeds' ? badge(texts.canLogIn, 'green') : badge(texts.cannotLogIn, 'red');
  const signing =
    person.signing === 'succeeds' ? badge(texts.canSign, 'green') : badge(texts.cannotSign, 'red');
  return html`<article class="kz-card">
<div class="town-person"><img class="town-portrait" src="${portraitPath(person.id)}" width="60" height="80" alt="">
<div><h3>${person.items.name}</h3>
<p>${badge(person.id)}</p><p>${state} ${signing}</p></div></div>
<p>${person.special[lang]}</p>
<dl class="town-pins" aria-label="${texts.pins}">
<div><dt>${texts.pinAuthentication}</dt><dd>${authentication}</dd></div>
<div><dt>${texts.pinText}</dt><dd>${text}</dd></div>
<div><dt>${texts.pinSignature}</dt><dd>${signature ?? texts.none}</dd></div>
</dl>
<details class="kz-small"><summary>${texts.printed}</summary>
<dl class="town-pins"><div><dt>${texts.numberB}</dt><dd>${person.numbers.numberB}</dd></div></dl>
<p>${texts.numberBUse}</p></details>
<p class="kz-small"><strong class="town-try">${texts.tryThis}</strong> ${person.tryThis[lang]}</p>
</article>`;
}

/** Where the drawing of a person is served. */
export function portraitPath(id: Resident['id']): string {
  return `/portraits/${id}.svg`;
}
