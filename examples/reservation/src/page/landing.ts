import { html } from 'hono/html';
import { FACILITIES, type Facility } from '../facility.ts';
import type { Texts } from '../text/index.ts';
import { cardIcon, facilityIcon, scene } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

export function landingPage(view: View): Part {
  const { texts } = view;
  const { landing } = texts;
  return layout(
    view,
    landing.facilities,
    html`<section class="hero"><div class="inner hero-inner">
<div>
<h1 class="hero-title">${landing.title}</h1>
<p class="hero-lead">${landing.lead}</p>
${entrance(view)}
<p class="small">${landing.asked}</p>
</div>
${scene()}
</div></section>
<section class="inner section">
<h2>${landing.facilities}</h2>
<ul class="facilities">${FACILITIES.map((facility) => facilityCard(texts, facility))}</ul>
</section>
<section class="band"><div class="inner section">
<h2>${landing.steps}</h2>
<ol class="steps">${landing.step.map(({ title, body }) => html`<li><h3>${title}</h3><p>${body}</p></li>`)}</ol>
<h3>${landing.need}</h3>
<ul class="needs">${landing.needs.map((need) => html`<li>${need}</li>`)}</ul>
</div></section>`,
  );
}

function entrance({ texts, loggedIn }: View): Part {
  return loggedIn
    ? html`<p><a class="button" href="/mypage">${texts.mypage}</a></p>`
    : html`<p><a class="button" href="/login">${cardIcon()}${texts.signIn}</a></p>`;
}

function facilityCard(texts: Texts, { id, yen, hours, free }: Facility): Part {
  const { name, about, capacity } = texts.facilities[id];
  const label = free ? texts.facility.free : texts.facility.few;
  return html`<li class="facility">
<div class="facility-head">${facilityIcon(id)}<span class="tag ${free ? 'tag-free' : 'tag-few'}">${label}</span></div>
<h3>${name}</h3>
<p>${about}</p>
<dl class="facts">
<div><dt>${texts.facility.capacity}</dt><dd>${capacity}</dd></div>
<div><dt>${texts.facility.fee}</dt><dd>${texts.perHour(yen)}</dd></div>
<div><dt>${texts.facility.hours}</dt><dd>${hours}</dd></div>
</dl>
</li>`;
}
