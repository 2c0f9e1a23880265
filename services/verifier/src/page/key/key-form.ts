import type { Form } from '@kazasu/server/http';
import { button, type Html, html, icon, notice } from '@kazasu/ui';
import { SCOPES, type Scope } from '../../key/scope.ts';
import { formToken } from '../frame.ts';
import type { Visit } from '../visit.ts';

/** What was entered, as texts. */
export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: string;
}

export type KeyFaults = readonly ('name' | 'scopes' | 'days')[];

export const NEW_KEY: NewKey = { name: '', scopes: ['verify', 'read'], days: '' };

const NAME_MAX = 100;
const DAYS_MAX = 3_653;

export function readNewKey(form: Form): { readonly entered: NewKey; readonly faults: KeyFaults } {
  const name = (form.get('name') ?? '').trim();
  const days = (form.get('days') ?? '').trim();
  const scopes = SCOPES.filter((scope) => form.has(`scope-${scope}`));
  const isName = name !== '' && name.length <= NAME_MAX && !/\p{Cc}/u.test(name);
  const isDays = days === '' || (/^[1-9]\d{0,3}$/.test(days) && Number(days) <= DAYS_MAX);
  const faults = [
    ...(isName ? [] : (['name'] as const)),
    ...(scopes.length > 0 ? [] : (['scopes'] as const)),
    ...(isDays ? [] : (['days'] as const)),
  ];
  return { entered: { name, scopes, days }, faults };
}

export function keyForm(visit: Visit, entered: NewKey, faults: KeyFaults): Html {
  const { texts, lang, base, session } = visit;
  const words = texts.keys;
  const faulty = faults.length === 0 ? '' : notice({ lang, kind: 'error', title: words.faulty });
  const choices = SCOPES.filter((scope) => session.caller.scopes.includes(scope)).map((scope) => {
    const checked = entered.scopes.includes(scope) ? html` checked` : '';
    return html`<div class="kz-desk-choice"><input type="checkbox" id="scope-${scope}" name="scope-${scope}" value="yes"${checked}><label for="scope-${scope}"><code>${scope}</code> ${words.scopeNames[scope]}</label></div>`;
  });
  return html`<section class="kz-stack kz-desk-narrow"><h2 id="create">${words.create}</h2>${faulty}<form class="kz-stack" method="post" action="${base}/keys" novalidate>${formToken(visit, '/keys')}
<div class="kz-field"><label class="kz-label" for="name">${words.name} <span class="kz-desk-required">${texts.frame.required}</span></label><p class="kz-support" id="name-support">${words.nameSupport}</p><input class="kz-input" id="name" name="name" value="${entered.name}" maxlength="${NAME_MAX}" autocomplete="off" required${about('name', faults)}>${fault(visit, 'name', faults)}</div>
<fieldset class="kz-field kz-desk-fieldset"${about('scopes', faults)}><legend class="kz-label">${words.scopes} <span class="kz-desk-required">${texts.frame.required}</span></legend><p class="kz-support" id="scopes-support">${words.scopesSupport}</p>${choices}${fault(visit, 'scopes', faults)}</fieldset>
<div class="kz-field"><label class="kz-label" for="days">${words.days} <span class="kz-desk-optional">${texts.frame.optional}</span></label><p class="kz-support" id="days-support">${words.daysSupport}</p><input class="kz-input console-short" id="days" name="days" value="${entered.days}" maxlength="4" inputmode="numeric" autocomplete="off"${about('days', faults)}>${fault(visit, 'days', faults)}</div>
<div class="kz-actions">${button({ label: words.submit, look: 'outline' })}</div></form></section>`;
}

type Field = KeyFaults[number];

function about(field: Field, faults: KeyFaults): Html {
  return faults.includes(field)
    ? html` aria-describedby="${field}-support ${field}-fault" aria-invalid="true"`
    : html` aria-describedby="${field}-support"`;
}

function fault({ texts }: Visit, field: Field, faults: KeyFaults): Html | string {
  if (!faults.includes(field)) return '';
  return html`<p class="kz-error-text" id="${field}-fault">${icon('error', 'small')}<span>${texts.keys.faults[field]}</span></p>`;
}
