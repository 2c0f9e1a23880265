import { type Html, html } from './html.ts';

type Cell = string | Html;

/** Names and values in pairs. */
export function definitionList(
  rows: readonly (readonly [term: Cell, value: Cell])[],
  size: 'normal' | 'large' = 'normal',
): Html {
  const pairs = rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return html`<dl class="kz-dl${size === 'large' ? ' kz-dl-large' : ''}">${pairs}</dl>`;
}

/** A table that scrolls sideways in its own box where the screen is too narrow; the first cell names the row. */
export function table(options: {
  readonly caption: string;
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}): Html {
  const head = options.head.map((cell) => html`<th scope="col">${cell}</th>`);
  const rows = options.rows.map((cells) => {
    const [first, ...rest] = cells;
    return html`<tr><th scope="row">${first ?? ''}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  });
  return html`<div class="kz-table-scroll" role="region" aria-label="${options.caption}" tabindex="0"><table class="kz-table"><caption>${options.caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
