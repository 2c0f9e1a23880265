import { html } from 'hono/html';
import { bookableDates, FACILITIES, readableDate, TIMES } from '../facility.ts';
import type { Person } from '../session/index.ts';
import type { Texts } from '../text/index.ts';
import { facilityIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

/** The greeting, the items as the card holds them, and the one form. `time` is milliseconds since 1970. */
export function mypage(view: View, person: Person, { time, wrong }: { time: number; wrong: boolean }): Part {
  const { booking } = view.texts;
  return layout(
    view,
    booking.choose,
    html`<div class="inner section narrow">
<h1>${booking.hello(person.name ?? '')}</h1>
<section class="panel">
<h2>${booking.received}</h2>
<dl class="items">
${item(view.texts, booking.name, person.name)}
${item(view.texts, booking.address, person.address)}
${item(view.texts, booking.birthdate, person.birthdate, readBirthdate(view.texts, person.birthdate))}
${item(view.texts, booking.gender, person.gender, booking.genders[person.gender ?? ''])}
</dl>
<p class="small">${booking.receivedNote}</p>
</section>
${form(view.texts, time, wrong)}
</div>`,
  );
}

function item(texts: Texts, label: string, value: string | undefined, reading?: string): Part {
  const shown = value === undefined ? texts.booking.absent : value;
  return html`<div><dt>${label}</dt><dd><span class="raw">${shown}</span>${
    reading === undefined ? '' : html` <span class="reading">${reading}</span>`
  }</dd></div>`;
}

/** `19900401` for people. Some people's month or day is not known and stands as zeros; then there is no reading. */
function readBirthdate({ language }: Texts, birthdate: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(birthdate ?? '') ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', options).format(date);
}

function form(texts: Texts, time: number, wrong: boolean): Part {
  const { booking } = texts;
  return html`<form class="panel" method="post" action="/booking">
<h2>${booking.choose}</h2>
${wrong ? html`<p class="wrong" role="alert">${booking.wrong}</p>` : ''}
<fieldset><legend>${booking.facility}</legend><div class="choices">
${FACILITIES.map(
  (
    { id, yen },
    index,
  ) => html`<label class="choice"><input type="radio" name="facility" value="${id}" required${index === 0 ? ' checked' : ''}>
${facilityIcon(id)}<span><strong>${texts.facilities[id].name}</strong><br><span class="small">${texts.perHour(yen)}</span></span></label>`,
)}
</div></fieldset>
<fieldset><legend>${booking.date}</legend>
<select name="date" aria-label="${booking.date}">
${bookableDates(time).map((date) => html`<option value="${date}">${readableDate(date, texts.language)}</option>`)}
</select></fieldset>
<fieldset><legend>${booking.time}</legend><div class="times">
${TIMES.map(
  (start, index) =>
    html`<label class="choice time"><input type="radio" name="time" value="${start}" required${index === 0 ? ' checked' : ''}>${start}</label>`,
)}
</div></fieldset>
<button class="button">${booking.submit}</button>
</form>`;
}
