import { type Html, html, icon } from '@kazasu/ui';
import type { Texts } from '../text/index.ts';
import type { Fault, Faults, Field, Option, Values } from './field.ts';

/** All fields of a form, with what was entered and what is wrong with it. */
export function fieldset(texts: Texts, fields: readonly Field[], values: Values, faults: Faults): Html {
  return html`${fields.map((field) => {
    const value = values.get(field.name) ?? '';
    const fault = faults.get(field.name);
    return field.options === undefined
      ? textField(texts, field, value, fault)
      : choiceField(texts, field, field.options, value, fault);
  })}`;
}

function textField(texts: Texts, field: Field, value: string, fault: Fault | undefined): Html {
  const { name, label, longest } = field;
  const keyboard = field.digits ? html` inputmode="numeric"` : '';
  const required = field.optional ? '' : html` required`;
  return html`<div class="kz-field"><label class="kz-label" for="${name}">${label}${mark(texts, field)}</label>${support(field)}
<input class="kz-input" id="${name}" name="${name}" value="${value}" maxlength="${longest}" autocomplete="off" autocapitalize="none" spellcheck="false"${keyboard}${required}${described(field, fault)}>${faultText(texts, field, fault)}</div>`;
}

function choiceField(
  texts: Texts,
  field: Field,
  options: readonly Option[],
  value: string,
  fault: Fault | undefined,
): Html {
  const { name, label } = field;
  const items = options.map((option, at) => {
    const id = `${name}-${at}`;
    const checked = option.value === value ? html` checked` : '';
    return html`<div class="kz-desk-choice"><input type="radio" id="${id}" name="${name}" value="${option.value}"${checked}><label for="${id}">${option.label}</label></div>`;
  });
  return html`<fieldset class="kz-field kz-desk-fieldset"${described(field, fault)}><legend class="kz-label">${label}${mark(texts, field)}</legend>${support(field)}${items}${faultText(texts, field, fault)}</fieldset>`;
}

function mark({ form }: Texts, field: Field): Html {
  return field.optional
    ? html` <span class="kz-desk-optional">${form.optional}</span>`
    : html` <span class="kz-desk-required">${form.required}</span>`;
}

function support({ name, support: words }: Field): Html | string {
  return words === undefined ? '' : html`<p class="kz-support" id="${name}-support">${words}</p>`;
}

function described({ name, support: words }: Field, fault: Fault | undefined): Html | string {
  const ids = [
    ...(words === undefined ? [] : [`${name}-support`]),
    ...(fault === undefined ? [] : [`${name}-fault`]),
  ];
  const invalid = fault === undefined ? '' : html` aria-invalid="true"`;
  return html`${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}${invalid}`;
}

function faultText({ form }: Texts, { name }: Field, fault: Fault | undefined): Html | string {
  if (fault === undefined) return '';
  return html`<p class="kz-error-text" id="${name}-fault">${icon('error', 'small')}<span>${form.faultOf[fault]}</span></p>`;
}

/** What was entered, carried on to the next page. */
export function hiddenFields(values: Values): Html {
  return html`${[...values].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

/** What was entered, to be read again; secrets by their length. */
export function enteredRows(texts: Texts, fields: readonly Field[], values: Values): [string, string][] {
  return fields.map((field) => {
    const value = values.get(field.name) ?? '';
    if (value === '') return [field.label, field.secret ? texts.form.unchanged : texts.frame.none];
    if (field.secret) return [field.label, texts.form.hidden(value.length)];
    return [field.label, field.options?.find((option) => option.value === value)?.label ?? value];
  });
}
