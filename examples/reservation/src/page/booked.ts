import { html } from 'hono/html';
import { FACILITIES, readableDate } from '../facility.ts';
import type { Booking, Person } from '../session/index.ts';
import { doneIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

export function bookedPage(view: View, person: Person, { number, facility, date, time }: Booking): Part {
  const { booked, booking, facilities, language } = view.texts;
  const known = FACILITIES.find(({ id }) => id === facility);
  return layout(
    view,
    booked.title,
    html`<div class="inner section narrow">
<div class="state">${doneIcon()}<h1>${booked.title}</h1></div>
<section class="panel">
<dl class="items">
<div><dt>${booked.number}</dt><dd class="number">${number}</dd></div>
<div><dt>${booking.facility}</dt><dd>${known === undefined ? '' : facilities[known.id].name}</dd></div>
<div><dt>${booking.date}</dt><dd>${readableDate(date, language)} ${time}</dd></div>
<div><dt>${booked.who}</dt><dd>${person.name ?? ''}</dd></div>
</dl>
<p class="small">${booked.note}</p>
</section>
<p><a class="button button-outline" href="/">${booked.back}</a></p>
</div>`,
  );
}
