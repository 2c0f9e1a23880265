import type { Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { icon } from './badge.ts';
import { type Html, html } from './html.ts';

interface Common {
  readonly lang: Language;
  /** Its name in the form; a letter, then letters and digits. */
  readonly name: string;
  /** Of its control, where several forms of a page have a field of that name; default the name. */
  readonly id?: string | undefined;
  readonly label: string;
  /** What to type and in which form; stands before the control, never inside it. */
  readonly support?: string | undefined;
  /** What is wrong and what to do. */
  readonly error?: string | undefined;
  /** `true` is shown as 必須 and `false` as 任意. */
  readonly required: boolean;
  readonly value: string;
}

/** One line of text in a form: label with its badge, support text, the control, error text. */
export function textField(
  options: Common & { readonly longest: number; readonly digits?: boolean | undefined },
): Html {
  const { name, id = name, label, value, longest, digits, required } = options;
  const keyboard = digits === true ? html` inputmode="numeric"` : '';
  const demanded = required ? html` required` : '';
  return html`<div class="kz-field"><div class="kz-field-head"><label class="kz-label" for="${id}">${label}</label>${mark(options)}</div>${support(options)}
<input class="kz-input" id="${id}" name="${name}" value="${value}" maxlength="${longest}" autocomplete="off" autocapitalize="none" spellcheck="false"${keyboard}${demanded}${ties(options)}>${errorText(options)}</div>`;
}

/** One of a few, all of them in sight. */
export function choiceField(
  options: Common & { readonly options: readonly { readonly value: string; readonly label: string }[] },
): Html {
  const { name, id: group = name, label, value } = options;
  const items = options.options.map((option, at) => {
    const id = `${group}-${at}`;
    const checked = option.value === value ? html` checked` : '';
    return html`<div class="kz-choice"><input type="radio" id="${id}" name="${name}" value="${option.value}"${checked}><label class="kz-choice-label" for="${id}">${option.label}</label></div>`;
  });
  return html`<fieldset class="kz-field"${ties(options)}><legend class="kz-label"><span class="kz-field-head">${label} ${mark(options)}</span></legend>${support(options)}<div class="kz-choices">${items}</div>${errorText(options)}</fieldset>`;
}

function mark({ lang, required }: Common): Html {
  const { required: must, optional } = SHARED_TEXTS[lang];
  return html`<span class="${required ? 'kz-required' : 'kz-optional'}">${required ? must : optional}</span>`;
}

function support({ name, id = name, support: words }: Common): Html | string {
  return words === undefined ? '' : html`<p class="kz-support" id="${id}-support">${words}</p>`;
}

function ties({ name, id = name, support: words, error }: Common): Html {
  const ids = [
    ...(words === undefined ? [] : [`${id}-support`]),
    ...(error === undefined ? [] : [`${id}-error`]),
  ];
  const invalid = error === undefined ? '' : html` aria-invalid="true"`;
  return html`${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}${invalid}`;
}

function errorText({ name, id = name, error }: Common): Html | string {
  if (error === undefined) return '';
  return html`<p class="kz-error-text" id="${id}-error">${icon('error', 'small')}<span>${error}</span></p>`;
}
