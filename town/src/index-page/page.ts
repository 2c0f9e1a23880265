import { badge, buttonLink, definitionList, type Html, html, link, page } from '@kazasu/ui';
import type { Language, TranslationOf } from '@kazasu/ui/text';
import { portsFrom, type TownDescription, townConfig, urlsOf } from '../access/index.ts';
import { INDEX_TEXTS } from './texts.ts';

type Texts = TranslationOf<typeof INDEX_TEXTS>;
type Resident = TownDescription['people'][number];
type OtherCard = TownDescription['otherCards'][number];

/** The index page. `languages`: its addresses in each language. */
export function indexPage(
  lang: Language,
  languages: { readonly [language in Language]: string },
  { urls, people, otherCards }: TownDescription,
): Html {
  const texts = INDEX_TEXTS[lang];
  return page({
    lang,
    title: texts.service,
    service: texts.service,
    languages,
    styles: ['/index-page.css'],
    body: html`<div class="kz-stack">
<h1>${texts.title}</h1>
<p class="kz-lead">${texts.lead}</p>
<p class="town-ways">${buttonLink({ href: urls.reservation, label: texts.start })} ${link({ href: '#developers', label: texts.developersTitle })}</p>
<section class="kz-stack"><h2>${texts.stepsTitle}</h2><ol class="kz-list">${Object.values(texts.steps).map((step) => html`<li>${step}</li>`)}</ol></section>
<section class="kz-stack"><h2>${texts.peopleTitle}</h2><p>${texts.peopleLead}</p>
<ul class="kz-cards">${people.map((person) => html`<li>${residentCard(lang, texts, person)}</li>`)}</ul></section>
<section class="kz-stack"><h2>${texts.otherCardsTitle}</h2><p>${texts.otherCardsLead}</p>${definitionList(otherCards.map((card) => otherCard(lang, texts, card)))}</section>
<section class="kz-stack"><h2>${texts.placesTitle}</h2>${places(texts, urls)}</section>
<section class="kz-stack"><h2 id="developers">${texts.developersTitle}</h2><p>${texts.developersLead}</p>
${commandLine(`npx kazasu client add --id RP0001 --kind private --redirect-uri http://localhost:3000/callback --jwks keys.json${townOption(urls)}`)}
<p>${texts.developersAutomatic}</p>
${commandLine('npx kazasu phone AUTHORIZATION_URL --person hanako')}</section>
</div>`,
  });
}

function residentCard(lang: Language, texts: Texts, person: Resident): Html {
  const { authentication, text, signature } = person.pins;
  const state =
    person.login === 'succeeds' ? badge(texts.canLogIn, 'green') : badge(texts.cannotLogIn, 'red');
  return html`<article class="kz-card">
<div class="town-person"><img class="town-portrait" src="${portraitPath(person.id)}" width="60" height="80" alt="">
<div><h3>${person.items.name}</h3>
<p>${badge(person.id)} ${state}</p></div></div>
<p>${person.special[lang]}</p>
<dl class="town-pins" aria-label="${texts.pins}">
<div><dt>${texts.pinAuthentication}</dt><dd>${authentication}</dd></div>
<div><dt>${texts.pinText}</dt><dd>${text}</dd></div>
<div><dt>${texts.pinSignature}</dt><dd>${signature ?? texts.none}</dd></div>
<div><dt>${texts.numberB}</dt><dd>${person.numbers.numberB}</dd></div>
</dl>
<p class="kz-small"><strong class="town-try">${texts.tryThis}</strong> ${person.tryThis[lang]}</p>
</article>`;
}

function otherCard(lang: Language, texts: Texts, card: OtherCard): readonly [string, Html] {
  const [what, secret] =
    card.kind === 'licence'
      ? [texts.licencePins, `${card.pins.pin1}, ${card.pins.pin2}`]
      : [texts.cardNumber, card.cardNumber];
  const title = `${texts.otherCardKinds[card.kind]} (${card.id})`;
  return [title, html`${what}: <code>${secret}</code><br><span class="kz-small">${card.note[lang]}</span>`];
}

/** Where the drawing of a person is served. */
export function portraitPath(id: Resident['id']): string {
  return `/portraits/${id}.svg`;
}

/** Pages are linked; what only programs open is shown as text. */
function places(texts: Texts, urls: TownDescription['urls']): Html {
  const row = (name: keyof Texts['places'], shown: Html) => {
    const { title, what } = texts.places[name];
    return [title, html`${shown}<br><span class="kz-small">${what}</span>`] as const;
  };
  const code = (url: string) => html`<code class="town-url">${url}</code>`;
  return definitionList([
    row('reservation', link({ href: urls.reservation, label: urls.reservation })),
    row('phone', link({ href: urls.phone, label: urls.phone })),
    row('issuer', code(urls.issuer)),
    row('provider', code(urls.provider)),
    row('authority', code(urls.authority)),
  ]);
}

/** What the command needs to find this town, unless it is where a command looks by itself. */
function townOption({ index }: TownDescription['urls']): string {
  return index === urlsOf(portsFrom(townConfig({}).port)).index ? '' : ` --town ${index}`;
}

/** Lines end between words; within one, as after the hyphens of an option, only where it is longer than a line. */
function commandLine(text: string): Html {
  const words = text.split(' ').map((word) => html`<span>${word}</span> `);
  return html`<pre class="kz-card kz-card-quiet town-command"><code>${words}</code></pre>`;
}
