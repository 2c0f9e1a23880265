import type { ResidentView } from '@kazasu/authority/api';
import { jstDate } from '@kazasu/bytes';
import { badge, button, buttonLink, definitionList, type Html, html, link, notice, page } from '@kazasu/ui';
import { type Language, readableDate, readableGender } from '@kazasu/ui/text';
import type { MyNumberCard } from '../box/index.ts';
import { municipalityNamed } from '../people/index.ts';
import { ageOn } from './age.ts';
import type { Change } from './change.ts';
import { fieldsHtml } from './fields-html.ts';
import { CHANGE_FIELDS, type Entered, type Faults, NEWCOMER_FIELDS, type Values } from './form.ts';
import { refusalText, type Texts, textsOf } from './texts.ts';

/** What every page is told. */
export interface PageContext {
  readonly lang: Language;
  /** The same page in each language. */
  readonly languages: { readonly [language in Language]: string };
  /** `YYYYMMDD` */
  readonly today: string;
}

/** Somebody in a list: of the card in the box, whose name is the newest. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly own: boolean;
}

export function listPage(context: PageContext, people: readonly Listed[]): Html {
  const texts = textsOf(context.lang);
  const own = people.filter((person) => person.own);
  const others = people.filter((person) => !person.own);
  return frame(
    context,
    texts.title,
    html`<p class="kz-lead">${texts.lead}</p>
<p>${buttonLink({ href: at(context.lang, '/new-person'), label: texts.add })}</p>
<section class="kz-stack"><h2>${texts.ownTitle}</h2>${own.length === 0 ? html`<p>${texts.none}</p>` : nameList(own, context.lang)}</section>
<section class="kz-stack"><h2>${texts.tableTitle}</h2><p>${texts.tableLead}</p>${nameList(others)}</section>
<p>${link({ href: at(context.lang, '/'), label: texts.home })}</p>`,
  );
}

/** `lang`: there, each leads to the person's page. */
function nameList(people: readonly Listed[], lang?: Language): Html {
  return html`<ul class="kz-list">${people.map(
    ({ id, name }) =>
      html`<li>${lang === undefined ? name : link({ href: at(lang, `/people/${id}`), label: name })} ${badge(id)}</li>`,
  )}</ul>`;
}

const PRESET: Values = {
  pin: '1234',
  textPin: '1234',
  password: 'ABC123',
  gender: '1',
  municipality: 'kazasu',
  handedOut: 'today',
};

export function newPage(context: PageContext, entered?: Entered, refusal?: string): Html {
  const texts = textsOf(context.lang);
  const state = entered ?? { values: PRESET };
  return frame(
    context,
    texts.newTitle,
    html`${faultNotice(context.lang, texts, entered?.faults, refusal)}
<p class="kz-lead">${texts.newLead}</p>
<form class="kz-stack" method="post" action="${at(context.lang, '/people')}" novalidate>${fieldsHtml(context.lang, NEWCOMER_FIELDS, state)}
<div class="kz-actions">${button({ label: texts.create, id: 'create' })}${buttonLink({ href: at(context.lang, '/people'), label: texts.cancel, look: 'outline' })}</div></form>`,
  );
}

export interface PersonState {
  readonly view: ResidentView;
  readonly pins: MyNumberCard['pins'] | undefined;
  /** What was just done, or tried. */
  readonly done?: 'added' | 'changed' | undefined;
  readonly tried?: {
    readonly kind: Change['kind'];
    readonly entered: Entered;
    readonly refusal?: string | undefined;
  };
}

export function personPage(context: PageContext, { view, pins, done, tried }: PersonState): Html {
  const { lang } = context;
  const texts = textsOf(lang);
  const { record } = view;
  const kinds = possibleChanges(view);
  return frame(
    context,
    // No name: titles end up in histories.
    texts.title,
    html`${done === undefined ? '' : notice({ lang, kind: 'success', title: done === 'added' ? texts.added : texts.doneTitle, body: done === 'added' ? texts.addedText : '' })}
${faultNotice(lang, texts, tried?.entered.faults, tried?.refusal)}
<div class="kz-card kz-stack"><h2>${record.name} ${badge(record.residentId)}</h2>${definitionList([
      [texts.labels.address, record.address],
      [
        texts.labels.birthdate,
        texts.beside(readableDate(record.birthdate, lang), texts.age(ageOn(record.birthdate, context.today))),
      ],
      [texts.labels.gender, readableGender(record.gender, lang)],
      [texts.cardTitle, cardState(texts, view)],
      ...certificateRows(lang, texts, view),
      ...pinRows(texts, pins),
    ])}</div>
<h2>${texts.changesTitle}</h2>
<div class="kz-cards">${kinds.map((kind) => changeCard(lang, texts, kind, view, tried?.kind === kind ? tried.entered : undefined))}</div>
<p>${link({ href: at(lang, '/people'), label: texts.list })}</p>`,
  );
}

export function unknownPage(context: PageContext): Html {
  const texts = textsOf(context.lang);
  return frame(
    context,
    texts.unknownTitle,
    html`<p>${texts.unknownText}</p><p>${link({ href: at(context.lang, '/people'), label: texts.list })}</p>`,
  );
}

/** The event behind each change, by which the authority says whether it is possible now. */
const EVENT_OF: { readonly [kind in Change['kind']]: string } = {
  move: 'move',
  marry: 'correction',
  age: 'correction',
  edit: 'correction',
  lose: 'loss',
  find: 'recovery',
  renew: 'renewal',
};

export function possibleChanges({ events }: ResidentView): Change['kind'][] {
  return (Object.keys(EVENT_OF) as Change['kind'][]).filter((kind) => events.includes(EVENT_OF[kind]));
}

function frame({ lang, languages }: PageContext, title: string, body: Html): Html {
  const texts = textsOf(lang);
  return page({
    lang,
    title,
    service: texts.service,
    home: '/',
    languages,
    narrow: true,
    styles: ['/index-page.css'],
    body: html`<div class="kz-stack"><h1>${title}</h1>${body}</div>`,
  });
}

function faultNotice(
  lang: Language,
  texts: Texts,
  faults: Faults | undefined,
  refusal: string | undefined,
): Html | string {
  if (refusal !== undefined) {
    return notice({ lang, kind: 'error', title: texts.refusedTitle, body: refusalText(texts, refusal) });
  }
  const wrong = faults !== undefined && Object.keys(faults).length > 0;
  return wrong ? notice({ lang, kind: 'error', title: texts.faultsTitle, body: texts.faultsText }) : '';
}

function changeCard(
  lang: Language,
  texts: Texts,
  kind: Change['kind'],
  view: ResidentView,
  entered?: Entered,
): Html {
  const words = texts.changes[kind];
  const { record } = view;
  const values: Values = entered?.values ?? {
    name: record.name,
    certificateName: record.certificateName,
    address: record.address,
    municipality: municipalityNamed(record.municipality.code),
    birthdate: record.birthdate,
    gender: record.gender,
    years: '1',
    settle: 'yes',
  };
  const fields = CHANGE_FIELDS[kind];
  const form = html`<form class="kz-stack" method="post" action="${at(lang, `/people/${record.residentId}/${kind}`)}" novalidate>${fieldsHtml(lang, fields, { values, form: kind, ...(entered && { faults: entered.faults }) })}${button({ label: words.button, look: 'outline' })}</form>`;
  if (fields.length === 0) {
    return html`<section class="kz-card kz-stack"><h3>${words.title}</h3><p>${words.text}</p>${form}</section>`;
  }
  const open = entered === undefined ? '' : html` open`;
  return html`<details class="kz-card"${open}><summary><strong class="town-change">${words.title}</strong><br><span class="kz-small">${words.text}</span></summary>${form}</details>`;
}

function cardState(texts: Texts, view: ResidentView): Html {
  const state = view.cards.at(-1)?.state;
  if (view.status !== 'resident') return badge(texts.status[view.status], 'red');
  return state === undefined
    ? badge(texts.noCertificate)
    : badge(texts.cardStates[state], state === 'active' ? 'green' : 'yellow');
}

function certificateRows(lang: Language, texts: Texts, view: ResidentView): [string, Html | string][] {
  return (['authentication', 'signature'] as const).map((role) => {
    const newest = view.certificates.filter((one) => one.device === 'card' && one.role === role).at(-1);
    if (newest === undefined) return [texts.certificateRoles[role], texts.noCertificate];
    const colour = newest.state === 'valid' ? 'green' : 'red';
    const end = readableDate(jstDate(newest.notAfter), lang);
    return [
      texts.certificateRoles[role],
      html`${badge(texts.certificateStates[newest.state], colour)} ${texts.until(end)}`,
    ];
  });
}

function pinRows(texts: Texts, pins: MyNumberCard['pins'] | undefined): [string, string][] {
  const rows = [
    [texts.labels.pin, pins?.authentication],
    [texts.labels.textPin, pins?.text],
    [texts.labels.password, pins?.signature],
  ] as const;
  const without = pins === undefined ? texts.notInBox : texts.noCertificate;
  return rows.map(([label, pin]) => [
    label,
    pin === undefined ? without : texts.beside(pin.value, texts.tries(pin.triesLeft)),
  ]);
}

/** Forms and links keep the language that was chosen. */
function at(lang: Language, path: string): string {
  return `${path}?lang=${lang}`;
}
