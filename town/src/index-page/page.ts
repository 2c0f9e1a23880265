import { button, buttonLink, definitionList, type Html, html, link, page } from '@kazasu/ui';
import type { Language, TranslationOf } from '@kazasu/ui/text';
import type { TownDescription } from '../access/index.ts';
import { address, commandLine, townOption } from './command-line.ts';
import { otherCards } from './other-cards.ts';
import { residentCard } from './resident-card.ts';
import { INDEX_TEXTS } from './texts.ts';

type Texts = TranslationOf<typeof INDEX_TEXTS>;

/** The index page. `languages`: its addresses in each language. */
export function indexPage(
  lang: Language,
  languages: { readonly [language in Language]: string },
  description: TownDescription,
): Html {
  const texts = INDEX_TEXTS[lang];
  const { urls, people } = description;
  return page({
    lang,
    title: texts.service,
    service: texts.service,
    languages,
    styles: ['/index-page.css'],
    body: html`<div class="kz-stack">
<h1>${texts.title}</h1>
<p class="kz-lead">${texts.lead}</p>
<p class="town-ways">${buttonLink({ href: urls.reservation, label: texts.start })} ${buttonLink({ href: urls.townOffice, label: texts.startSigning, look: 'outline' })} ${link({ href: '#developers', label: texts.developersTitle })}</p>
<section class="kz-stack"><h2>${texts.stepsTitle}</h2><ol class="kz-list">${Object.values(texts.steps).map((step) => html`<li>${step}</li>`)}</ol></section>
<section class="kz-stack"><h2>${texts.peopleTitle}</h2><p>${texts.peopleLead}</p>
<ul class="kz-cards town-people">${people.map((person) => html`<li>${residentCard(lang, texts, person)}</li>`)}</ul>
<p>${buttonLink({ href: '/people', label: texts.ownPeople, look: 'outline' })}</p>
<p>${texts.peopleCommand}</p>
${commandLine(`npx kazasu card info --person hanako${townOption(urls)}`)}</section>
${otherCards(lang, texts, description)}
<section class="kz-stack"><h2>${texts.placesTitle}</h2>${places(texts, urls)}</section>
<section class="kz-stack"><h2 id="developers">${texts.developersTitle}</h2><p>${texts.developersLead}</p>
${commandLine(`npx kazasu client add --id RP0001 --kind private --redirect-uri http://localhost:3000/callback --jwks keys.json${townOption(urls)}`)}
<p>${texts.developersAutomatic}</p>
${commandLine('npx kazasu phone AUTHORIZATION_URL --person hanako')}</section>
</div>`,
  });
}

/** Not a link: what it leads to lets this browser in, and works once. */
function door(texts: Texts, name: 'counter' | 'console'): Html {
  return html`<form class="town-door" method="post" action="/${name}">${button({ label: texts[name], look: 'outline', id: name })}</form>`;
}

/** Pages are linked; what only programs open is shown as text. */
function places(texts: Texts, urls: TownDescription['urls']): Html {
  const row = (name: keyof Texts['places'], shown: Html) => {
    const { title, what } = texts.places[name];
    return [title, html`${shown}<br><span class="kz-small">${what}</span>`] as const;
  };
  return definitionList([
    row('reservation', link({ href: urls.reservation, label: urls.reservation })),
    row('townOffice', link({ href: urls.townOffice, label: urls.townOffice })),
    row('phone', link({ href: urls.phone, label: urls.phone })),
    row('issuer', address(urls.issuer)),
    row('provider', address(urls.provider)),
    row('authority', address(urls.authority)),
    row('verifier', link({ href: `${urls.verifier}/docs`, label: urls.verifier })),
    row('timestamp', address(urls.timestamp)),
    row(
      'evidence',
      html`${link({ href: urls.evidence, label: urls.evidence })} ${link({ href: `${urls.evidence}/trust.json`, label: texts.trustFile })}`,
    ),
    row('console', door(texts, 'console')),
    row('counter', door(texts, 'counter')),
  ]);
}
