import { type Html, html } from './html.ts';

type Cell = Html | string;

/**
 * Rows under headings; on a narrow screen each row becomes a block in which every value has its heading beside it. The
 * roles stay what they are although the shape changes.
 */
export function table(options: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}): Html {
  const { caption, heads, rows } = options;
  const head = heads.map((text) => html`<th scope="col" role="columnheader">${text}</th>`);
  const cell = (value: Cell, at: number) =>
    at === 0
      ? html`<th scope="row" role="rowheader" data-label="${heads[at] ?? ''}"><div>${value}</div></th>`
      : html`<td role="cell" data-label="${heads[at] ?? ''}"><div>${value}</div></td>`;
  return html`<table class="kz-desk-table" role="table"><caption class="kz-hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${row.map(cell)}</tr>`)}</tbody></table>`;
}
