import { choiceField, type Html, html, textField } from '@kazasu/ui';
import { type Language, readableGender } from '@kazasu/ui/text';
import { type Faults, type FieldName, RULES, type Values } from './form.ts';
import { textsOf } from './texts.ts';

interface FormState {
  readonly values: Values;
  readonly faults?: Faults;
  /** Of the form, where a page has several: the same names stand in each. */
  readonly form?: string;
}

/** The fields of a form, in this order, with what was entered and what is wrong with it. */
export function fieldsHtml(lang: Language, names: readonly FieldName[], state: FormState): Html {
  return html`${names.map((name) => (name === 'settle' ? settleBox(lang, state) : fieldHtml(lang, name, state)))}`;
}

const DIGITS: readonly FieldName[] = ['birthdate', 'pin', 'textPin', 'years'];

function fieldHtml(lang: Language, name: FieldName, { values, faults, form }: FormState): Html {
  const texts = textsOf(lang);
  const fault = faults?.[name];
  const supports: { readonly [field in FieldName]?: string } = {
    ...texts.supports,
    textPin: texts.supports.pin,
  };
  const common = {
    lang,
    name,
    id: idOf(name, form),
    label: texts.labels[name],
    support: supports[name],
    error: fault === undefined ? undefined : texts.faults[fault],
    required: RULES[name].optional !== true,
    value: values[name] ?? '',
  };
  const options = optionsOf(lang, name);
  if (options !== undefined) return choiceField({ ...common, options });
  return textField({ ...common, longest: RULES[name].longest, digits: DIGITS.includes(name) });
}

function optionsOf(lang: Language, name: FieldName) {
  const texts = textsOf(lang);
  const listed = (labels: { readonly [value: string]: string }) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }));
  if (name === 'municipality') return listed(texts.municipalities);
  if (name === 'handedOut') return listed(texts.handedOut);
  if (name === 'gender')
    return ['1', '2', '9'].map((value) => ({ value, label: readableGender(value, lang) }));
  return undefined;
}

/** Chosen unless somebody takes it away. */
function settleBox(lang: Language, { values, form }: FormState): Html {
  const texts = textsOf(lang);
  const id = idOf('settle', form);
  const checked = values.settle === '' ? '' : html` checked`;
  return html`<div class="kz-choice"><input type="checkbox" id="${id}" name="settle" value="yes" aria-describedby="${id}-support"${checked}><span><label class="kz-choice-label" for="${id}">${texts.settleYes}</label><span class="kz-support kz-choice-support" id="${id}-support">${texts.supports.settle}</span></span></div>`;
}

const idOf = (name: FieldName, form: string | undefined) => (form === undefined ? name : `${form}-${name}`);
