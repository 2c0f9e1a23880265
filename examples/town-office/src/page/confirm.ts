import { html } from 'hono/html';
import type { Application } from '../application/index.ts';
import type { DrawnForm } from '../form/index.ts';
import { cardIcon, paperIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';
import { summary } from './summary.ts';

export function confirmPage(view: View, application: Application, { pdf }: DrawnForm): Part {
  const { confirm } = view.texts;
  return layout(
    view,
    confirm.title,
    html`<div class="inner section narrow">
<h1>${confirm.title}</h1>
<section class="panel">${summary(view.texts, application)}
<p><a href="/apply">${confirm.change}</a></p></section>
<section class="panel"><h2>${confirm.paperTitle}</h2><p>${confirm.paperBody}</p>
<a class="paper" href="/application.pdf" target="_blank">${paperIcon(false)}<span><strong>${confirm.paper}</strong><br><span class="small">PDF ${Math.ceil(pdf.length / 1024)} KB · ${confirm.opens}</span></span></a></section>
<section class="panel"><h2>${confirm.signTitle}</h2><p>${confirm.signBody}</p>
<form method="post" action="/sign"><button class="button">${cardIcon()}${confirm.sign}</button></form></section>
</div>`,
  );
}
