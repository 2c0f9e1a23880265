import type { Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { type Html, html } from './html.ts';

/** Where one is in a sequence of steps; `current` counts from 1. */
export function steps(options: {
  readonly lang: Language;
  readonly labels: readonly string[];
  readonly current: number;
}): Html {
  const texts = SHARED_TEXTS[options.lang];
  const items = options.labels.map((label, index) => {
    const place = index + 1;
    if (place < options.current) {
      return html`<li class="kz-step kz-step-done"><span class="kz-step-mark" aria-hidden="true">✓</span><span>${label}<span class="kz-hidden"> (${texts.stepDone})</span></span></li>`;
    }
    const current = place === options.current;
    return html`<li class="kz-step${current ? ' kz-step-current' : ''}"${current ? html` aria-current="step"` : ''}><span class="kz-step-mark" aria-hidden="true">${place}</span><span>${label}</span></li>`;
  });
  return html`<nav aria-label="${texts.stepsLabel}"><ol class="kz-steps">${items}</ol></nav>`;
}
