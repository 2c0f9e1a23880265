import { html } from 'hono/html';
import {
  COPIES_MAX,
  DELIVERIES,
  type Draft,
  type Field,
  HOUSEHOLDS,
  PURPOSES,
} from '../application/index.ts';
import type { Texts } from '../text/index.ts';
import { attentionIcon, cardIcon } from './icon.ts';
import { layout, type Part, type View } from './layout.ts';

type Typed = Partial<Draft>;

/** The form with what was typed. `wrong`: what must be mended first; `tooLong`: what of that does not fit on the paper. */
export function applyPage(
  { texts: given, ...rest }: View,
  typed: Typed,
  wrong: readonly Field[],
  tooLong: readonly ('name' | 'address')[] = [],
): Part {
  const view = { ...rest, texts: withTooLong(given, tooLong) };
  const { texts } = view;
  const { apply } = texts;
  return layout(
    view,
    apply.title,
    html`<div class="inner section narrow">
<h1>${apply.title}</h1>
${faults(view, wrong)}
<section class="panel panel-quiet"><h2>${apply.fillTitle}</h2><p>${apply.fillBody}</p>
<p><a class="button button-outline" href="/fill">${cardIcon()}${apply.fill}</a></p></section>
<form method="post" action="/apply" novalidate>
<section class="panel"><h2>${apply.applicant}</h2>
${field(view, wrong, 'name', typed.name, { autocomplete: 'name', maxlength: 120 })}
${field(view, wrong, 'birthdate', typed.birthdate, { type: 'date', autocomplete: 'bday' })}
${field(view, wrong, 'address', typed.address, { autocomplete: 'street-address', maxlength: 300 })}
${field(view, wrong, 'phone', typed.phone, { type: 'tel', autocomplete: 'tel', maxlength: 20, isOptional: true })}
</section>
<section class="panel"><h2>${apply.certificate}</h2>
${choice(apply.household, 'household', HOUSEHOLDS, apply.households, typed.household ?? 'all')}
${copies(view, typed.copies ?? '1')}
<fieldset><legend>${apply.contents}</legend><p class="small">${apply.contentsHelp}</p><div class="choices">
${tick('relation', apply.relation, typed.relation)}${tick('domicile', apply.domicile, typed.domicile)}
</div></fieldset>
${choice(apply.purpose, 'purpose', PURPOSES, texts.purposes, typed.purpose ?? '', wrong.includes('purpose') ? apply.wrong.purpose : undefined)}
</section>
<section class="panel"><h2>${apply.deliveryTitle}</h2>
${choice(apply.delivery, 'delivery', DELIVERIES, texts.deliveries, typed.delivery ?? 'mail')}
<p class="small">${apply.feeHelp}</p>
</section>
<p class="actions"><button class="button">${apply.submit}</button></p>
</form>
</div>`,
  );
}

/** With the words for what is too long in the place of those for what is missing. */
function withTooLong(texts: Texts, tooLong: readonly ('name' | 'address')[]): Texts {
  const { apply } = texts;
  const told = tooLong.map((name) => [name, apply.tooLong(apply.fields[name].label)] as const);
  return { ...texts, apply: { ...apply, wrong: { ...apply.wrong, ...Object.fromEntries(told) } } };
}

function faults({ texts: { apply } }: View, wrong: readonly Field[]): Part | '' {
  if (wrong.length === 0) return '';
  return html`<section class="panel faults" role="alert"><div class="state">${attentionIcon()}<h2>${apply.faults}</h2></div>
<ul>${wrong.map((name) => html`<li><a href="#${name}">${apply.wrong[name]}</a></li>`)}</ul></section>`;
}

interface FieldOptions {
  readonly type?: string;
  readonly autocomplete: string;
  readonly maxlength?: number;
  readonly isOptional?: boolean;
}

function field(
  { texts: { apply } }: View,
  wrong: readonly Field[],
  name: 'name' | 'birthdate' | 'address' | 'phone',
  value: string | undefined,
  { type = 'text', autocomplete, maxlength = 10, isOptional = false }: FieldOptions,
): Part {
  const isWrong = wrong.includes(name);
  const { label, help } = apply.fields[name];
  return html`<div class="field"><label for="${name}">${label}<span class="mark ${isOptional ? '' : 'mark-required'}">${isOptional ? apply.optional : apply.required}</span></label>
<p class="small" id="${name}-help">${help}</p>
${isWrong ? html`<p class="wrong" id="${name}-wrong">${apply.wrong[name]}</p>` : ''}
<input class="${isWrong ? 'input input-wrong' : 'input'}" id="${name}" name="${name}" type="${type}" value="${value ?? ''}" maxlength="${maxlength}" autocomplete="${autocomplete}" aria-describedby="${isWrong ? `${name}-wrong ` : ''}${name}-help"${isWrong ? html` aria-invalid="true"` : ''}></div>`;
}

function choice<Name extends string>(
  legend: string,
  name: string,
  options: readonly Name[],
  labels: Readonly<Record<Name, string>>,
  chosen: string,
  wrong?: string,
): Part {
  return html`<fieldset id="${name}"><legend>${legend}</legend>${wrong === undefined ? '' : html`<p class="wrong">${wrong}</p>`}<div class="choices">
${options.map(
  (option) =>
    html`<label class="choice"><input type="radio" name="${name}" value="${option}"${option === chosen ? ' checked' : ''}>${labels[option]}</label>`,
)}</div></fieldset>`;
}

function tick(name: string, label: string, chosen: string | undefined): Part {
  return html`<label class="choice"><input type="checkbox" name="${name}" value="yes"${chosen === 'yes' ? ' checked' : ''}>${label}</label>`;
}

function copies({ texts: { apply } }: View, chosen: string): Part {
  const counts = Array.from({ length: COPIES_MAX }, (_, index) => String(index + 1));
  return html`<div class="field"><label for="copies">${apply.copies}</label>
<select id="copies" name="copies">${counts.map(
    (count) =>
      html`<option value="${count}"${count === chosen ? ' selected' : ''}>${apply.count(Number(count))}</option>`,
  )}</select></div>`;
}
