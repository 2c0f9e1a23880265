import type { Form } from '@kazasu/server/http';
import { button, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { exactTime, readableDate, readableGender } from '@kazasu/ui/text';
import * as v from 'valibot';
import { Items } from '../../verification/answer.ts';
import { askFor, may } from '../ask.ts';
import { selectField } from '../field.ts';
import { formToken } from '../frame.ts';
import type { Visit } from '../visit.ts';

import { onePage } from './one-page.ts';
import { type RecordView, recordId } from './view.ts';

const Given = v.object({ items: Items });
const Requests = v.object({
  requests: v.array(v.object({ purpose: v.string(), keyId: v.string(), at: v.number() })),
});

/** What was asked for in this very answer. */
export interface ShownItems {
  readonly items: Items;
  readonly purpose: string;
}

/** Writes down who asks what for, then shows them in this answer alone. */
export async function showItems(visit: Visit, form: Form): Promise<Response> {
  const purpose = form.get('purpose') ?? '';
  const question = { params: { id: recordId(visit) }, body: { purpose } };
  const { items } = await askFor(visit, 'requestItems', Given, question);
  return onePage(visit, { shown: { items, purpose } });
}

export async function itemsSection(
  visit: Visit,
  { record }: RecordView,
  shown: ShownItems | undefined,
): Promise<Html> {
  const { texts } = visit;
  const words = texts.verification.items;
  const has = record.verdict === 'valid' && record.erasedAt === undefined && record.personId !== undefined;
  const body = has
    ? html`${shown === undefined ? html`<p>${words.lead}</p>` : shownList(visit, shown)}${may(visit, 'items') ? askForm(visit, record.id) : ''}`
    : html`<p>${words.none}</p>`;
  return html`<section class="kz-stack-tight console-screen" id="items"><h2>${words.title}</h2>${body}${await requestLog(visit, record.id)}</section>`;
}

function askForm(visit: Visit, id: string): Html {
  const words = visit.texts.verification.items;
  const path = `/verifications/${id}/items`;
  const options = visit.session.caller.tenant.purposes.map((value) => ({ value, label: value }));
  return html`<form class="kz-desk-find" method="post" action="${visit.base}${path}#items">${formToken(visit, path)}
${selectField({ name: 'purpose', label: words.purpose, options, value: '' })}<div class="console-find-do">${button({ label: words.show, look: 'outline' })}</div></form>`;
}

function shownList(visit: Visit, { items, purpose }: ShownItems): Html {
  const { texts, lang } = visit;
  const words = texts.verification.items;
  const { name, address, birthdate, gender, nameSubstituteFlags, addressSubstituteFlags } = items;
  const hasSubstitutes = `${nameSubstituteFlags}${addressSubstituteFlags}`.includes('1');
  return html`${notice({ lang, kind: 'success', title: words.shownTitle, body: words.shown(purpose) })}${definitionList(
    [
      [words.name, marked(name, nameSubstituteFlags)],
      [words.address, marked(address, addressSubstituteFlags)],
      [words.birthdate, items.birthdateComplete ? readableDate(birthdate, lang) : birthdate],
      [words.gender, readableGender(gender, lang)],
    ],
  )}${hasSubstitutes ? html`<p class="kz-small">${words.substitute}</p>` : ''}`;
}

/** Characters that stand for others are marked. */
function marked(text: string, flags: string): Html {
  const characters = [...text].map((one, at) => (flags[at] === '1' ? html`<u>${one}</u>` : html`${one}`));
  return html`${characters}`;
}

async function requestLog(visit: Visit, id: string): Promise<Html> {
  const words = visit.texts.verification.items;
  const { requests } = await askFor(visit, 'listItemRequests', Requests, { params: { id } });
  if (requests.length === 0) return html`<p class="kz-small">${words.logEmpty}</p>`;
  const rows = requests.map(({ at, purpose, keyId }) => [
    exactTime(at, visit.lang),
    html`<code>${purpose}</code>`,
    html`<code>${keyId}</code>`,
  ]);
  return html`<h3 class="kz-desk-small-heading">${words.log}</h3>${table({ caption: words.log, heads: [words.at, words.purpose, words.by], rows })}`;
}
