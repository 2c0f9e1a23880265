import { choiceField, type Html, html, textField } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { Texts } from '../text/index.ts';
import type { Faults, Field, Values } from './field.ts';

/** All fields of a form, with what was entered and what is wrong with it. */
export function fieldset(
  { lang, texts }: { readonly lang: Language; readonly texts: Texts },
  fields: readonly Field[],
  values: Values,
  faults: Faults,
): Html {
  return html`${fields.map((field) => {
    const { name, label, support, longest, digits, options } = field;
    const fault = faults.get(name);
    const common = {
      ...{ lang, name, label, support },
      error: fault === undefined ? undefined : texts.form.faultOf[fault],
      required: field.optional !== true,
      value: values.get(name) ?? '',
    };
    return options === undefined
      ? textField({ ...common, longest, digits })
      : choiceField({ ...common, options });
  })}`;
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
