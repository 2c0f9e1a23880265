import { html } from 'hono/html';
import type { Part } from './layout.ts';

/** A town hall: roof, pillars, steps. */
const LOGO = html`<rect width="48" height="48" rx="10" fill="#0017c1"/>
<path d="M24 8l15 9v3H9v-3z" fill="#fff"/><path d="M12 22h4v12h-4zM22 22h4v12h-4zM32 22h4v12h-4z" fill="#c5d7fb"/>
<path d="M9 36h30v4H9z" fill="#fff"/>`;

export function logo(): Part {
  return html`<svg class="logo" viewBox="0 0 48 48" aria-hidden="true">
${LOGO}
</svg>`;
}

/** The same as a file, for a browser's tab. */
export function logoFile(): Part {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${LOGO}</svg>`;
}

/** The card and its waves, for buttons. */
export function cardIcon(): Part {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
<rect x="2" y="7" width="14" height="11" rx="1.8"/><circle cx="6.3" cy="11.3" r="1.5"/><path d="M4.5 15.3h3.6M11 11h2.5M11 14.5h2.5"/>
<path d="M18.5 9.5a4.5 4.5 0 0 1 0 6M20.8 7.2a8 8 0 0 1 0 10.6"/>
</svg>`;
}

/** A sheet of paper, signed where `isSigned`. */
export function paperIcon(isSigned: boolean): Part {
  const mark = isSigned ? html`<path d="M16 33c3-5 5-5 5-1s2 2 4 0 3-1 4 1 3 1 4 0"/>` : '';
  return html`<svg class="paper-icon" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="M10 4h20l8 8v32H10zM30 4v8h8M17 18h14M17 25h14"/>${mark}</svg>`;
}

/** Sealed evidence: links of a chain. */
export function evidenceIcon(): Part {
  return html`<svg class="paper-icon" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="M24 4l16 6v12c0 11-7 18-16 22C15 40 8 33 8 22V10z"/><path d="M16 24l6 6 11-12"/></svg>`;
}

/** The hall on its square, for the top of the first page. */
export function scene(): Part {
  return html`<svg class="scene" viewBox="0 0 560 320" aria-hidden="true">
<circle cx="96" cy="80" r="38" fill="#ffd43d"/>
<path d="M0 214q70-50 150-20t170-30 240 30v126H0z" fill="#c5d7fb"/>
<path d="M300 108l150 62v16H150v-16z" fill="#0017c1"/>
<path d="M300 126l86 36H214z" fill="#264af4"/><circle cx="300" cy="150" r="11" fill="#fff"/>
<path d="M166 186h268v82H166z" fill="#fff"/>
<path d="M184 186h20v82h-20zM236 186h20v82h-20zM344 186h20v82h-20zM396 186h20v82h-20z" fill="#c5d7fb"/>
<path d="M280 214h40v54h-40z" fill="#264af4"/>
<path d="M150 268h300v14H150zM134 282h332v14H134z" fill="#e8f1fe"/>
<path d="M0 296h560v24H0z" fill="#264af4"/>
<path d="M496 296v-44" stroke="#00118f" stroke-width="8"/><circle cx="496" cy="232" r="34" fill="#3460fb"/>
<path d="M70 296v-36" stroke="#00118f" stroke-width="7"/><circle cx="70" cy="244" r="27" fill="#3460fb"/>
</svg>`;
}

export function doneIcon(): Part {
  return html`<svg class="state-icon done" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><circle cx="24" cy="24" r="20"/><path d="M15 24.5l6.5 6.5L33.5 18"/></svg>`;
}

export function attentionIcon(): Part {
  return html`<svg class="state-icon attention" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><path d="M24 6l20 35H4zM24 19v10M24 35.5v.1"/></svg>`;
}

export function waitingIcon(): Part {
  return html`<svg class="state-icon waiting" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><circle cx="24" cy="24" r="20"/><path d="M24 12v12l8 6"/></svg>`;
}
