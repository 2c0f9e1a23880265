import type { Form } from '@kazasu/server/http';
import { badge, button, definitionList, type Html, html, notice } from '@kazasu/ui';
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
import { formToken, framed, type ProblemCode, problemCodeOf, problemNotice } from './frame.ts';
import { table } from './table.ts';
import type { Visit } from './visit.ts';

type Contract = VerifierList['verifiers'][number];

interface Extras {
  readonly made?: VerifierToken;
  readonly problem?: ProblemCode;
  readonly ended?: true;
}

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
<section class="kz-stack-tight"><h2><code>${DEFAULT_VERIFIER_ID}</code></h2><p>${words.configured}</p>${usageTable(visit, configured)}</section>
${sections.length === 0 ? html`<p>${words.empty}</p>` : sections}${registration(visit)}`;
  const page = framed(visit, { title: words.title, place: 'verifiers', url: '/counter/verifiers', body });
  return context.html(page, problem === undefined ? 200 : 400);
}

async function contractSection(visit: Visit, contract: Contract): Promise<Html> {
  const { deps, texts } = visit;
  const words = texts.desk.verifiers;
  const { verifierId, name, purposes, defaultPurpose, quotas, endedAt } = contract;
  const state = endedAt === undefined ? badge(words.active, 'green') : badge(words.ended);
  const limits = StatusService.options.map(
    (service) => html`<li>${words.services[service]}: ${quotas[service] ?? words.unlimited}</li>`,
  );
  const end =
    endedAt === undefined
      ? html`<form method="post" action="/counter/verifiers/${verifierId}/end">${formToken(visit)}<button class="kz-button kz-button-outline kz-button-small" type="submit">${words.end}</button></form>`
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
  return html`<h3 class="counter-small-heading">${words.usage}</h3>${table({ caption: words.usage, heads, rows })}`;
}

function registration(visit: Visit): Html {
  const { texts } = visit;
  const words = texts.desk.verifiers;
  const { formats } = texts.form;
  const field = (name: string, label: string, support: string, value = '') =>
    html`<div class="kz-field"><label class="kz-label" for="${name}">${label}</label><p class="kz-support" id="${name}-support">${support}</p><input class="kz-input" id="${name}" name="${name}" value="${value}" maxlength="200" autocomplete="off" autocapitalize="none" aria-describedby="${name}-support"></div>`;
  return html`<section class="kz-stack counter-narrow"><h2>${words.add}</h2><form class="kz-stack" method="post" action="/counter/verifiers">${formToken(visit)}
${field('verifierId', words.id, formats.slug)}${field('name', words.name, formats.text)}${field('purposes', words.purposes, formats.slugs, 'authentication')}${field('defaultPurpose', words.defaultPurpose, formats.slug, 'authentication')}
${StatusService.options.map((service) => field(`quota-${service}`, `${words.quota}: ${words.services[service]}`, formats.number))}
<div class="kz-actions">${button({ label: words.register, look: 'outline' })}</div></form></section>`;
}

/** The token is in this answer and in no other. */
export async function registerVerifier(visit: Visit, form: Form): Promise<Response> {
  try {
    return await verifiersPage(visit, {
      made: await addVerifier(visit.deps, requestOf(form), `counter:${visit.session.official}`),
    });
  } catch (error) {
    return refused(visit, error);
  }
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

function refused(visit: Visit, error: unknown): Promise<Response> {
  const problem = problemOf(error);
  if (statusOf(problem) >= 500) throw error;
  return verifiersPage(visit, { problem: problemCodeOf(problem.code) });
}

function requestOf(form: Form): VerifierRequest {
  const entered = (name: string) => (form.get(name) ?? '').trim();
  const quotas = StatusService.options.flatMap((service) => {
    const text = entered(`quota-${service}`);
    return text === '' ? [] : [[service, /^\d{1,10}$/.test(text) ? Number(text) : text]];
  });
  const result = v.safeParse(VerifierRequest, {
    verifierId: entered('verifierId'),
    name: entered('name'),
    purposes: entered('purposes').split(/\s+/),
    defaultPurpose: entered('defaultPurpose'),
    quotas: Object.fromEntries(quotas),
  });
  if (!result.success) throw new AuthorityError('request_invalid', 'not a contract');
  return result.output;
}
