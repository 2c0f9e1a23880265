import { isCalendarDate } from '@kazasu/bytes';
import { type Html, html } from '@kazasu/ui';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** A choice of one. */
export function selectField(options: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
}): Html {
  const { name, label, value } = options;
  const choices = options.options.map((one) => {
    const selected = one.value === value ? html` selected` : '';
    return html`<option value="${one.value}"${selected}>${one.label}</option>`;
  });
  return html`<div class="kz-field"><label class="kz-label" for="${name}">${label}</label><select class="kz-input" id="${name}" name="${name}">${choices}</select></div>`;
}

/** A day, `YYYY-MM-DD`, as browsers give it. */
export function dayField(options: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly support?: string;
  readonly required?: true;
}): Html {
  const { name, label, value, support } = options;
  const told = support === undefined ? '' : html`<p class="kz-support" id="${name}-support">${support}</p>`;
  const described = support === undefined ? '' : html` aria-describedby="${name}-support"`;
  const required = options.required ? html` required` : '';
  return html`<div class="kz-field"><label class="kz-label" for="${name}">${label}</label>${told}<input class="kz-input" type="date" id="${name}" name="${name}" value="${value}"${described}${required}></div>`;
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text.replaceAll('-', ''));
}
