import type { Form } from '@kazasu/server/http';
import { button, definitionList, html, notice } from '@kazasu/ui';
import * as v from 'valibot';
import { residentView } from '../admin/index.ts';
import { ApplicationRequest } from '../api.ts';
import { AuthorityError } from '../error.ts';
import { registerApplication } from '../event/index.ts';
import { problemOf, statusOf } from '../http/index.ts';
import {
  enteredRows,
  type Faults,
  type Field,
  fieldset,
  hiddenFields,
  fields as make,
  portraitOf,
  presetOf,
  readFields,
  resultPage,
  type Values,
} from './event/index.ts';
import { formToken, framed, type ProblemCode, problemCodeOf, problemNotice, problemPage } from './frame.ts';
import { inventPerson, MUNICIPALITIES } from './invented.ts';
import { useFormToken } from './session.ts';
import type { Visit } from './visit.ts';

/** A form that is filled with somebody who does not exist. */
export async function showApplication(visit: Visit): Promise<Response> {
  const fields = fieldsOf(visit);
  return visit.context.html(applicationForm(visit, fields, presetOf(fields), new Map()));
}

/** As with every procedure: checked, looked at once more, done once. */
export async function apply(visit: Visit, form: Form): Promise<Response> {
  const { context, deps, session } = visit;
  const fields = fieldsOf(visit);
  const { values, faults } = readFields(fields, (name) => form.get(name));
  const step = form.get('step');
  if (step === 'change') return context.html(applicationForm(visit, fields, values, new Map()));
  if (faults.size > 0) return context.html(applicationForm(visit, fields, values, faults), 400);
  if (step !== 'do') return context.html(confirmation(visit, fields, values));
  if (!(await useFormToken(deps, session, form.get('form') ?? ''))) {
    return context.html(problemPage(visit, 'used', { residentId: values.get('residentId') ?? '' }), 409);
  }
  try {
    const request = requestOf(visit, values);
    await registerApplication({ deps, actor: `counter:${session.official}` }, request);
    const after = await residentView(deps, request.resident.residentId);
    const done = {
      event: 'application',
      before: undefined,
      after,
      outcome: {},
      delivery: undefined,
    } as const;
    return context.html(resultPage(visit, done));
  } catch (error) {
    const problem = problemOf(error);
    if (statusOf(problem) >= 500) throw error;
    const code = problemCodeOf(problem.code);
    return context.html(applicationForm(visit, fields, values, new Map(), code), statusOf(problem));
  }
}

function fieldsOf({ texts, lang }: Visit): Field[] {
  const person = inventPerson();
  const { formats, supports } = texts.form;
  const ID = {
    form: /^[a-z0-9-]{1,40}$/,
    longest: 40,
    support: `${formats.residentId} ${supports.residentId}`,
  };
  const NUMBER = { form: /^\d{12}$/, longest: 12, digits: true, support: formats.myNumber } as const;
  return [
    ...make.nameFields(texts, person.name, undefined),
    make.text(texts, 'address', { longest: 200, support: formats.address, value: person.address }),
    make.substitute(texts, 'certificateAddress', 200),
    make.municipality(texts, person.municipality),
    make.birthdate(texts, person.birthdate),
    make.gender(texts, lang, person.gender),
    make.text(texts, 'myNumber', { ...NUMBER, value: person.myNumber }),
    make.text(texts, 'residentId', { ...ID, value: person.residentId }),
    make.signatureWish(texts, true),
  ];
}

function requestOf({ deps }: Visit, values: Values): ApplicationRequest {
  const entered = Object.fromEntries([...values].filter(([, value]) => value !== ''));
  const { signature, municipality: code, ...record } = entered;
  const municipality = Object.values(MUNICIPALITIES).find((one) => one.code === code);
  const result = v.safeParse(ApplicationRequest, {
    resident: { ...record, municipality },
    signature: signature === 'yes',
    ...portraitOf(deps.counter.reader, entered.residentId ?? ''),
  });
  if (!result.success) throw new AuthorityError('record_invalid', 'not an application');
  return result.output;
}

function applicationForm(
  visit: Visit,
  fields: readonly Field[],
  values: Values,
  faults: Faults,
  problem?: ProblemCode,
) {
  const { texts, lang } = visit;
  const { title, lead } = texts.page.apply;
  const refused = problem === undefined ? '' : problemNotice(lang, problem);
  const faulty = faults.size === 0 ? '' : notice({ lang, kind: 'error', title: texts.form.faults });
  return framed(visit, {
    title,
    place: 'apply',
    narrow: true,
    body: html`<h1>${title}</h1><p class="kz-lead">${lead}</p>${refused}${faulty}
<form class="kz-stack" method="post" action="/counter/apply" novalidate>${formToken(visit, '/counter/apply')}
${fieldset(visit, fields, values, faults)}
<div class="kz-actions">${button({ label: texts.form.check, name: 'step', value: 'check' })}</div></form>`,
  });
}

function confirmation(visit: Visit, fields: readonly Field[], values: Values) {
  const { texts } = visit;
  const title = texts.form.confirmTitle(texts.page.apply.title);
  return framed(visit, {
    title,
    place: 'apply',
    narrow: true,
    body: html`<h1>${title}</h1><p>${texts.form.confirmLead}</p>${definitionList(enteredRows(texts, fields, values))}
<form class="kz-actions" method="post" action="/counter/apply">${formToken(visit, '/counter/apply')}${hiddenFields(values)}
${button({ label: texts.form.do, name: 'step', value: 'do' })}${button({ label: texts.form.change, look: 'outline', name: 'step', value: 'change' })}</form>`,
  });
}
