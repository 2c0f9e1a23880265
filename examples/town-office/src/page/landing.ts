import { html } from 'hono/html';
import { paperIcon, scene } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

export function landingPage(view: View): Part {
  const { landing } = view.texts;
  return layout(
    view,
    landing.service,
    html`<section class="hero"><div class="inner hero-inner">
<div>
<h1 class="hero-title">${landing.title}</h1>
<p class="hero-lead">${landing.lead}</p>
<p><a class="button" href="/apply">${paperIcon(false)}${landing.begin}</a></p>
<p class="small">${landing.time}</p>
</div>
${scene()}
</div></section>
<section class="inner section">
<h2>${landing.steps}</h2>
<ol class="steps">${landing.step.map(({ title, body }) => html`<li><h3>${title}</h3><p>${body}</p></li>`)}</ol>
</section>
<section class="band"><div class="inner section columns">
<div><h2>${landing.need}</h2>
<ul class="needs">${landing.needs.map((need) => html`<li>${need}</li>`)}</ul></div>
<div><h2>${landing.cannot}</h2>
<ul class="needs">${landing.cannots.map((one) => html`<li>${one}</li>`)}</ul></div>
</div></section>`,
  );
}
