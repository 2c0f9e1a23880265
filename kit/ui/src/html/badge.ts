import { ICONS, type IconName } from '../icon/index.ts';
import { type Html, html } from './html.ts';

/** A small word with a border; the word says it, the colour only helps. */
export function badge(text: string, colour?: 'blue' | 'green' | 'yellow' | 'red'): Html {
  return html`<span class="kz-badge${colour === undefined ? '' : ` kz-badge-${colour}`}">${text}</span>`;
}

/** A decorative icon. */
export function icon(name: IconName, size: 'normal' | 'small' = 'normal'): Html {
  const lines = ICONS[name].map((d) => html`<path d="${d}"/>`);
  return html`<svg class="kz-icon${size === 'small' ? ' kz-icon-small' : ''}" viewBox="0 0 24 24" aria-hidden="true">${lines}</svg>`;
}
