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
