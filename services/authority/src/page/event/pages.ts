import { button, definitionList, type Html, html, notice, steps } from '@kazasu/ui';
import type { EventName, ResidentView } from '../../api.ts';
import { backLink, formToken, framed, type ProblemCode, problemNotice } from '../frame.ts';
import type { Visit } from '../visit.ts';
import type { Faults, Field, Values } from './field.ts';
import type { Foresight } from './foresee.ts';
import { foresightTable } from './foresight-html.ts';
import { enteredRows, fieldset, hiddenFields } from './form-html.ts';
import { eventTexts } from './possible.ts';

/** One procedure for one resident, on its way. */
export interface Procedure {
  readonly event: EventName;
  readonly view: ResidentView;
  readonly fields: readonly Field[];
  readonly foresight: Foresight;
}

/** What cannot be undone says so before it is done. */
const FINAL: readonly EventName[] = [
  'death',
  'departure',
  'return',
  'revocation-request',
  'key-compromise',
  'phone-end',
];

interface Entering {
  readonly values: Values;
  readonly faults: Faults;
  /** Why it was refused, if it was. */
  readonly problem?: ProblemCode | undefined;
}

/** What is asked for, with what will become of the certificates. */
export function formPage(visit: Visit, procedure: Procedure, { values, faults, problem }: Entering): Html {
  const { lang, texts } = visit;
  const { event, fields } = procedure;
  const { title, about } = eventTexts(texts, event);
  return inSteps(visit, procedure, 1, {
    title,
    body: html`<h1>${title}</h1><p class="kz-lead">${about}</p>
${problem === undefined ? '' : problemNotice(lang, problem)}${faultNotice(visit, fields, faults)}
<form class="kz-stack" method="post" action="${pathOf(procedure)}" novalidate>${formToken(visit, pathOf(procedure))}
${fieldset(visit, fields, values, faults)}
<div class="kz-actions">${button({ label: texts.form.check, name: 'step', value: 'check' })}</div></form>`,
  });
}

/** Everything that was entered and everything that will happen, before it does. */
export function confirmPage(visit: Visit, procedure: Procedure, values: Values): Html {
  const { lang, texts } = visit;
  const { event, fields, foresight, view } = procedure;
  const { title, about } = eventTexts(texts, event);
  const heading = texts.form.confirmTitle(title);
  const entered =
    fields.length === 0
      ? ''
      : html`<section class="kz-stack-tight"><h2>${texts.form.entered}</h2>${definitionList(enteredRows(texts, fields, values))}</section>`;
  const shown = new Map([...values, ['card', String(view.cards.at(-1)?.sequence ?? 0)]]);
  const final = FINAL.includes(event) ? notice({ lang, kind: 'warning', title: texts.form.cannotUndo }) : '';
  const change =
    fields.length === 0
      ? ''
      : button({ label: texts.form.change, look: 'outline', name: 'step', value: 'change' });
  return inSteps(visit, procedure, 2, {
    title: heading,
    body: html`<h1>${heading}</h1><p class="kz-lead">${about}</p><p>${texts.form.confirmLead}</p>
${entered}${foresightTable(visit, foresight)}${final}
<form class="kz-actions" method="post" action="${pathOf(procedure)}">${formToken(visit, pathOf(procedure))}${hiddenFields(shown)}
${button({ label: texts.form.do, name: 'step', value: 'do' })}${change}</form>`,
  });
}

function faultNotice({ lang, texts }: Visit, fields: readonly Field[], faults: Faults): Html | string {
  if (faults.size === 0) return '';
  const items = fields
    .filter(({ name }) => faults.has(name))
    .map(
      ({ name, label, options }) =>
        html`<li><a class="kz-link" href="#${options === undefined ? name : `${name}-0`}">${label}</a></li>`,
    );
  return notice({
    lang,
    kind: 'error',
    title: texts.form.faults,
    body: html`<ul class="kz-list">${items}</ul>`,
  });
}

function inSteps(
  visit: Visit,
  { fields, view }: Procedure,
  current: number,
  { title, body }: { title: string; body: Html },
): Html {
  const { lang, texts } = visit;
  const [enter, ...rest] = texts.form.steps;
  const labels = fields.length === 0 ? rest : [enter, ...rest];
  const place = fields.length === 0 ? current - 1 : current;
  const { residentId, name } = view.record;
  return framed(visit, {
    title,
    place: 'residents',
    narrow: true,
    body: html`${backLink(`/counter/residents/${residentId}`, name)}${steps({ lang, labels, current: place })}${body}`,
  });
}

function pathOf({ event, view }: Procedure): string {
  return `/counter/residents/${view.record.residentId}/events/${event}`;
}
