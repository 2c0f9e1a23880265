import type { Form } from '@kazasu/server/http';
import { badge, button, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import * as v from 'valibot';
import {
  StatusService,
  type UsageReport,
  type VerifierList,
  VerifierRequest,
  type VerifierToken,
} from '../api.ts';
import { AuthorityError } from '../error.ts';
import { problemOf, statusOf } from '../http/index.ts';
import { addVerifier, DEFAULT_VERIFIER_ID, removeVerifier, usageOf, verifiers } from '../verifier/index.ts';
import { type Faults, type Field, fieldset, presetOf, readFields, type Values } from './event/index.ts';
import { formToken, framed, type ProblemCode, problemCodeOf, problemNotice } from './frame.ts';
import type { Visit } from './visit.ts';
import { labelled } from './words.ts';

type Contract = VerifierList['verifiers'][number];

interface Extras {
  readonly made?: VerifierToken;
  readonly problem?: ProblemCode;
  readonly ended?: true;
  /** What was entered and is not taken. */
  readonly values?: Values | undefined;
  readonly faults?: Faults;
}

const NO_FAULTS: Faults = new Map();

const DAYS_SHOWN = 30;

/** Who may ask what, how often, and what they asked. */
export async function verifiersPage(visit: Visit, extras: Extras = {}): Promise<Response> {
  const { deps, texts, lang, context } = visit;
  const words = texts.desk.verifiers;
  const known = await verifiers(deps);
  const sections = await Promise.all(known.verifiers.map((contract) => contractSection(visit, contract)));
  const configured = await usageOf(deps, DEFAULT_VERIFIER_ID, {});
  const { made, problem } = extras;
  const body = html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
${made === undefined ? '' : notice({ lang, kind: 'success', title: words.tokenTitle, body: html`<p>${words.token}</p><p><code id="token">${made.token}</code></p>` })}
${extras.ended ? notice({ lang, kind: 'success', title: words.endedTitle }) : ''}${problem === undefined ? '' : problemNotice(lang, problem)}
<section class="kz-stack-tight"><h2>${words.configuredTitle}</h2><p>${words.configured}</p>${usageTable(visit, configured)}</section>
${sections.length === 0 ? html`<p>${words.empty}</p>` : sections}${deps.config.fourEyes ? html`<p id="named">${words.named}</p>` : registration(visit, extras)}`;
  const page = framed(visit, { title: words.title, place: 'verifiers', url: '/counter/verifiers', body });
  return context.html(page, problem === undefined && extras.faults === undefined ? 200 : 400);
}

async function contractSection(visit: Visit, contract: Contract): Promise<Html> {
  const { deps, texts } = visit;
  const words = texts.desk.verifiers;
  const { verifierId, name, purposes, defaultPurpose, quotas, endedAt } = contract;
  const state = endedAt === undefined ? badge(words.active, 'green') : badge(words.ended);
  const limits = StatusService.options.map(
    (service) =>
      html`<li>${labelled(visit.lang, words.services[service], String(quotas[service] ?? words.unlimited))}</li>`,
  );
  const end =
    endedAt === undefined && !deps.config.fourEyes
      ? html`<details class="kz-desk-fold"><summary>${words.end}</summary><p>${words.endLead}</p><form method="post" action="/counter/verifiers/${verifierId}/end">${formToken(visit, `/counter/verifiers/${verifierId}/end`)}<button class="kz-button kz-button-outline kz-button-small" type="submit">${words.end}</button></form></details>`
      : '';
  return html`<section class="kz-stack-tight"><h2>${name} ${state}</h2>${definitionList([
    [words.id, html`<code>${verifierId}</code>`],
    [words.purposes, html`<code>${purposes.join(' ')}</code>`],
    [words.defaultPurpose, html`<code>${defaultPurpose}</code>`],
    [words.quota, html`<ul class="kz-list">${limits}</ul>`],
  ])}${usageTable(visit, await usageOf(deps, verifierId, {}))}${end}</section>`;
}

function usageTable({ texts }: Visit, { usage }: UsageReport): Html {
  const words = texts.desk.verifiers;
  if (usage.length === 0) return html`<p class="kz-small">${words.noUsage}</p>`;
  const rows = usage
    .toReversed()
    .slice(0, DAYS_SHOWN)
    .map(({ day, service, purpose, count }) => [
      `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      words.services[service],
      html`<code>${purpose}</code>`,
      String(count),
    ]);
  const heads = [words.day, words.service, words.purpose, words.count];
  return html`<h3 class="kz-desk-small-heading">${words.usage}</h3>${table({ caption: words.usage, heads, rows })}`;
}

const SLUG = /^[a-z][a-z0-9-]{0,39}$/;
const SLUGS = /^[a-z][a-z0-9-]{0,39}(?:\s+[a-z][a-z0-9-]{0,39}){0,19}$/;
/** Of a contract for logins. */
const USUAL = 'authentication';

function fieldsOf({ desk, form }: Visit['texts']): Field[] {
  const words = desk.verifiers;
  const { slug, slugs, text, number } = form.formats;
  return [
    { name: 'verifierId', label: words.id, support: slug, form: SLUG, longest: 40, value: '' },
    { name: 'name', label: words.name, support: text, form: /^[^\p{Cc}]+$/u, longest: 100, value: '' },
    { name: 'purposes', label: words.purposes, support: slugs, form: SLUGS, longest: 200, value: USUAL },
    {
      name: 'defaultPurpose',
      label: words.defaultPurpose,
      support: slug,
      form: SLUG,
      longest: 40,
      value: USUAL,
    },
    ...StatusService.options.map((service) => ({
      name: `quota-${service}`,
      label: words.quotaOf(words.services[service]),
      support: number,
      form: /^\d{1,9}$/,
      longest: 9,
      digits: true as const,
      optional: true as const,
      value: '',
    })),
  ];
}

function registration(visit: Visit, { values, faults = NO_FAULTS }: Pick<Extras, 'values' | 'faults'>): Html {
  const { texts, lang } = visit;
  const words = texts.desk.verifiers;
  const fields = fieldsOf(texts);
  const faulty = faults.size === 0 ? '' : notice({ lang, kind: 'error', title: texts.form.faults });
  return html`<section class="kz-stack kz-desk-narrow"><h2 id="add">${words.add}</h2>${faulty}<form class="kz-stack" method="post" action="/counter/verifiers" novalidate>${formToken(visit, '/counter/verifiers')}
${fieldset(visit, fields, values ?? presetOf(fields), faults)}
<div class="kz-actions">${button({ label: words.register, look: 'outline' })}</div></form></section>`;
}

/** The token is in this answer and in no other. */
export async function registerVerifier(visit: Visit, form: Form): Promise<Response> {
  const { values, faults } = readContract(visit, form);
  if (faults.size > 0) return verifiersPage(visit, { values, faults });
  try {
    const actor = `counter:${visit.session.official}`;
    return await verifiersPage(visit, { made: await addVerifier(visit.deps, requestOf(values), actor) });
  } catch (error) {
    return refused(visit, error, values);
  }
}

function readContract({ texts }: Visit, form: Form): { values: Values; faults: Faults } {
  const { values, faults } = readFields(fieldsOf(texts), (name) => form.get(name));
  const among = purposesIn(values).includes(values.get('defaultPurpose') ?? '');
  if (among || faults.has('defaultPurpose') || faults.has('purposes')) return { values, faults };
  return { values, faults: new Map([...faults, ['defaultPurpose', 'among']]) };
}

function purposesIn(values: Values): string[] {
  return (values.get('purposes') ?? '').split(/\s+/);
}

export async function endContract(visit: Visit): Promise<Response> {
  try {
    const { deps, context, session } = visit;
    await removeVerifier(deps, context.req.param('verifierId') ?? '', `counter:${session.official}`);
    return await verifiersPage(visit, { ended: true });
  } catch (error) {
    return refused(visit, error);
  }
}

function refused(visit: Visit, error: unknown, values?: Values): Promise<Response> {
  const problem = problemOf(error);
  if (statusOf(problem) >= 500) throw error;
  return verifiersPage(visit, { problem: problemCodeOf(problem.code), values });
}

function requestOf(values: Values): VerifierRequest {
  const quotas = StatusService.options.flatMap((service) => {
    const text = values.get(`quota-${service}`) ?? '';
    return text === '' ? [] : [[service, Number(text)]];
  });
  const result = v.safeParse(VerifierRequest, {
    verifierId: values.get('verifierId'),
    name: values.get('name'),
    purposes: purposesIn(values),
    defaultPurpose: values.get('defaultPurpose'),
    quotas: Object.fromEntries(quotas),
  });
  if (!result.success) throw new AuthorityError('request_invalid', 'not a contract');
  return result.output;
}
