import { html } from 'hono/html';
import { type Application, feeOf, municipalityOf } from '../application/index.ts';
import { japaneseDate } from '../form/index.ts';
import type { Texts } from '../text/index.ts';
import type { Part } from './layout.ts';

/** What is applied for, as a list. */
export function summary(texts: Texts, application: Application): Part {
  const { apply, confirm } = texts;
  const { relation, domicile } = application;
  const contents = [relation ? apply.relation : '', domicile ? apply.domicile : ''].filter(Boolean);
  const place = municipalityOf(application.address);
  const rows: readonly (readonly [string, string])[] = [
    [confirm.number, application.number],
    [confirm.to, (texts.language === 'ja' ? place?.ja : place?.en) ?? ''],
    [apply.fields.name.label, application.name],
    [apply.fields.birthdate.label, readDate(texts, application.birthdate)],
    [apply.fields.address.label, application.address],
    [apply.household, apply.households[application.household]],
    [apply.copies, apply.count(application.copies)],
    [apply.contents, contents.length === 0 ? confirm.nothing : contents.join(confirm.and)],
    [apply.purpose, texts.purposes[application.purpose]],
    [apply.delivery, texts.deliveries[application.delivery]],
    [confirm.fee, confirm.yen(feeOf(application).total)],
  ];
  return html`<dl class="items">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function readDate({ language }: Texts, digits: string): string {
  if (language === 'ja') return japaneseDate(digits);
  const date = new Date(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
