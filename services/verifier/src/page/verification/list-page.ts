import { jstMidnight } from '@kazasu/bytes';
import { badge, button, type Html, html, table } from '@kazasu/ui';
import { readableTime } from '@kazasu/ui/text';
import * as v from 'valibot';
import { askFor } from '../ask.ts';
import { dayField, isDay, selectField } from '../field.ts';
import { framed } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { verdictBadge } from '../words.ts';

const DAY = 86_400_000;

const Line = v.object({
  id: v.string(),
  at: v.number(),
  verdict: v.picklist(['valid', 'invalid', 'indeterminate']),
  purpose: v.string(),
  reference: v.optional(v.string()),
  leafIndex: v.number(),
  erasedAt: v.optional(v.number()),
});
export const Lines = v.object({ verifications: v.array(Line), next: v.optional(v.number()) });
type Line = v.InferOutput<typeof Line>;

/** What a list can be narrowed by. None of it tells of a person, so it may stand in an address. */
const FILTERS = ['verdict', 'purpose', 'reference', 'from', 'to'] as const;
type Filters = Readonly<Record<(typeof FILTERS)[number], string>>;

export async function listPage(visit: Visit): Promise<Response> {
  const { texts, context, base } = visit;
  const words = texts.verification.list;
  const filters = filtersOf(visit);
  const before = context.req.query('before') ?? '';
  const { verifications, next } = await askFor(visit, 'listVerifications', Lines, {
    query: { ...queryOf(filters), ...(/^\d{1,15}$/.test(before) && { before }) },
  });
  const found =
    verifications.length === 0
      ? html`<p>${words.empty}</p>`
      : table({ caption: words.title, ...verificationRows(visit, verifications) });
  const link = (label: string, more: Readonly<Record<string, string>>) =>
    html`<a class="kz-link" href="${base}/verifications?${String(new URLSearchParams({ ...given(filters), ...more }))}">${label}</a>`;
  const pages = html`<p class="kz-desk-pages">${before === '' ? '' : link(words.newer, {})} ${next === undefined ? '' : link(words.older, { before: String(next) })}</p>`;
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'verifications',
      body: html`<h1>${words.title}</h1>${filterForm(visit, filters)}${found}${pages}`,
    }),
  );
}

/** Heads and rows of a table of verifications. */
export function verificationRows(visit: Visit, lines: readonly Line[]) {
  const { texts, lang, base } = visit;
  const { fields, list } = texts.verification;
  const rows = lines.map(({ id, at, verdict, purpose, reference, leafIndex, erasedAt }) => [
    html`<a class="kz-link" href="${base}/verifications/${id}">${readableTime(at, lang)}</a>`,
    html`${verdictBadge(texts, verdict)} ${erasedAt === undefined ? '' : badge(list.erased)}`,
    html`<code>${purpose}</code>`,
    reference === undefined ? '–' : html`<code>${reference}</code>`,
    String(leafIndex),
  ]);
  return { heads: [fields.at, fields.verdict, fields.purpose, fields.reference, fields.leaf], rows };
}

function filtersOf({ context }: Visit): Filters {
  const asked = (name: string) => (context.req.query(name) ?? '').trim();
  const [verdict, purpose, reference] = [asked('verdict'), asked('purpose'), asked('reference')];
  const [from, to] = [asked('from'), asked('to')].map((day) => (isDay(day) ? day : ''));
  return { verdict, purpose, reference, from: from ?? '', to: to ?? '' };
}

function given(filters: Filters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** As the API asks: days become times. */
function queryOf(filters: Filters): Record<string, string> {
  const { from, to, ...rest } = given(filters);
  const midnight = (day: string) => jstMidnight(day.replaceAll('-', ''));
  return {
    ...rest,
    ...(from !== undefined && { from: String(midnight(from)) }),
    ...(to !== undefined && { to: String(midnight(to) + DAY) }),
  };
}

function filterForm(visit: Visit, filters: Filters): Html {
  const { texts, base, session } = visit;
  const { list: words, fields, verdict } = texts.verification;
  const verdicts = Object.entries(verdict).map(([value, label]) => ({ value, label }));
  const purposes = session.caller.tenant.purposes.map((value) => ({ value, label: value }));
  const all = { value: '', label: words.all };
  const clear =
    Object.keys(given(filters)).length === 0
      ? ''
      : html`<a class="kz-link" href="${base}/verifications">${words.clear}</a>`;
  return html`<form class="kz-desk-find" method="get" action="${base}/verifications" aria-label="${words.filter}">
${selectField({ name: 'verdict', label: fields.verdict, options: [all, ...verdicts], value: filters.verdict })}
${selectField({ name: 'purpose', label: fields.purpose, options: [all, ...purposes], value: filters.purpose })}
<div class="kz-field"><label class="kz-label" for="reference">${fields.reference}</label><input class="kz-input" id="reference" name="reference" value="${filters.reference}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
${dayField({ name: 'from', label: words.from, value: filters.from })}${dayField({ name: 'to', label: words.to, value: filters.to })}
<div class="console-find-do">${button({ label: words.apply, look: 'outline' })}${clear}</div></form>`;
}
