import { type Html, html } from '@kazasu/ui';

/** One choice among many: what it is, and below it what it is for, read together. */
export function radio(options: {
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly label: Html;
  readonly support: Html;
  /** Marks those that are late, for the script. */
  readonly late?: boolean;
}): Html {
  const { name, value, checked, label, support, late = false } = options;
  const id = `${name}-${value}`;
  return html`<div class="kz-sandbox-choice">
<input type="radio" id="${id}" name="${name}" value="${value}" aria-describedby="${id}-support" required${checked ? html` checked` : ''}${late ? html` data-late` : ''}>
<label for="${id}">${label}</label>
<div class="kz-support kz-small" id="${id}-support">${support}</div>
</div>`;
}
