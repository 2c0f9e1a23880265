import { html } from 'hono/html';
import type { FacilityId } from '../facility.ts';
import type { Part } from './layout.ts';

/** A harbour: two sails and a wave. */
const LOGO = html`<rect width="48" height="48" rx="10" fill="#0017c1"/>
<path d="M25 8v22h13z" fill="#fff"/><path d="M22 13v17H11z" fill="#c5d7fb"/>
<path d="M8 35q4-4 8 0t8 0 8 0 8 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>`;

export function logo(): Part {
  return html`<svg class="logo" viewBox="0 0 48 48" aria-hidden="true">
${LOGO}
</svg>`;
}

/** The same as a file, for a browser's tab. */
export function logoFile(): Part {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${LOGO}</svg>`;
}

/** The card and its waves, for the button. */
export function cardIcon(): Part {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
<rect x="2" y="7" width="14" height="11" rx="1.8"/><circle cx="6.3" cy="11.3" r="1.5"/><path d="M4.5 15.3h3.6M11 11h2.5M11 14.5h2.5"/>
<path d="M18.5 9.5a4.5 4.5 0 0 1 0 6M20.8 7.2a8 8 0 0 1 0 10.6"/>
</svg>`;
}

const FACILITY_SHAPES: Readonly<Record<FacilityId, string>> = {
  arena:
    'M24 6a18 18 0 1 0 0 36 18 18 0 0 0 0-36zM24 6v36M6 24h36M11.5 11.5c7 7 7 18 0 25M36.5 11.5c-7 7-7 18 0 25',
  pool: 'M5 33q4.75-4 9.5 0t9.5 0 9.5 0 9.5 0M5 41q4.75-4 9.5 0t9.5 0 9.5 0 9.5 0M16 27V12a5 5 0 0 1 10 0M32 27V12a5 5 0 0 1 10 0M16 18h16',
  tennis:
    'M20 6c8 0 14 6 14 13s-6 13-13 13S8 26 8 19 12 6 20 6zM31 29l10 12M10 15h23M9 22h24M17 7v25M25 7v25',
  dojo: 'M5 17h38v9H5zM19 17h10v9H19zM20 26l-7 15 7 1 4-11 4 11 7-1-7-15',
};

export function facilityIcon(id: FacilityId): Part {
  return html`<svg class="facility-icon" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="${FACILITY_SHAPES[id]}"/></svg>`;
}

/** Hall by the sea, for the top of the first page. */
export function scene(): Part {
  return html`<svg class="scene" viewBox="0 0 560 320" aria-hidden="true">
<circle cx="448" cy="88" r="44" fill="#ffd43d"/>
<path d="M0 212q90-58 180-8t190-20 190 16v120H0z" fill="#c5d7fb"/>
<path d="M96 196q120-92 240 0z" fill="#0017c1"/><path d="M118 186q98-66 196 0z" fill="#264af4"/>
<rect x="96" y="196" width="240" height="64" fill="#fff"/>
<path d="M116 212h28v48h-28zM164 212h28v24h-28zM240 212h28v24h-28zM288 212h28v24h-28z" fill="#c5d7fb"/>
<rect x="204" y="212" width="24" height="48" fill="#264af4"/>
<path d="M404 150v96h44z" fill="#fff"/><path d="M398 168v78h-34z" fill="#e8f1fe"/><path d="M352 252h112l-16 20h-80z" fill="#0017c1"/>
<path d="M0 260h350q24 0 36 12t38 8 40-8 44 6 52-4v46H0z" fill="#264af4"/>
<path d="M20 290q16-12 32 0t32 0 32 0 32 0M250 300q16-12 32 0t32 0 32 0 32 0 32 0" fill="none" stroke="#c5d7fb" stroke-width="4" stroke-linecap="round"/>
</svg>`;
}

export function doneIcon(): Part {
  return html`<svg class="state-icon done" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><circle cx="24" cy="24" r="20"/><path d="M15 24.5l6.5 6.5L33.5 18"/></svg>`;
}

export function attentionIcon(): Part {
  return html`<svg class="state-icon attention" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><path d="M24 6l20 35H4zM24 19v10M24 35.5v.1"/></svg>`;
}
