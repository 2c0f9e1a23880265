import { definitionList, type Html, html } from '@kazasu/ui';
import type { Language, TranslationOf } from '@kazasu/ui/text';
import type { TownDescription } from '../access/index.ts';
import { address, commandLine, townOption } from './command-line.ts';
import type { INDEX_TEXTS } from './texts.ts';

type Texts = TranslationOf<typeof INDEX_TEXTS>;
type OtherCard = TownDescription['otherCards'][number];

/** What `kazasu card read` reads of each kind; pictures become files. */
const READ: { readonly [kind in OtherCard['kind']]: string } = {
  licence: 'licence',
  residence: 'residence-card --out pictures',
};

/** The cards of other kinds: what they are, what opens them, and how they are read, by command and by program. */
export function otherCards(lang: Language, texts: Texts, { urls, otherCards }: TownDescription): Html {
  const command = ({ id, kind }: OtherCard) =>
    `npx kazasu card read ${READ[kind]} --person ${id}${townOption(urls)}`;
  const reachedAt = (id: string) => address(`${urls.phone.replace(/^http/, 'ws')}/box/cards/${id}`);
  return html`<section class="kz-stack"><h2>${texts.otherCardsTitle}</h2><p>${texts.otherCardsLead}</p>
${definitionList(otherCards.map((card) => row(lang, texts, card)))}
${commandLine(...otherCards.map(command))}
<p>${texts.otherCardsPrograms}</p>
<ul class="kz-list">${otherCards.map(({ id }) => html`<li>${reachedAt(id)}</li>`)}</ul></section>`;
}

function row(lang: Language, texts: Texts, card: OtherCard): readonly [string, Html] {
  const [what, secret] =
    card.kind === 'licence'
      ? [texts.licencePins, `${card.pins.pin1}, ${card.pins.pin2}`]
      : [texts.cardNumber, card.cardNumber];
  const title = `${texts.otherCardKinds[card.kind]} (${card.id})`;
  return [title, html`${what}: <code>${secret}</code><br><span class="kz-small">${card.note[lang]}</span>`];
}
