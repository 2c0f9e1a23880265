import { button, type Html, html, table } from '@kazasu/ui';
import * as v from 'valibot';
import { askFor } from '../ask.ts';
import { dayField, isDay } from '../field.ts';
import { framed } from '../frame.ts';
import type { Visit } from '../visit.ts';
import { count, dashedDay } from '../words.ts';
import { usageChart } from './chart.ts';

const Line = v.object({
  day: v.string(),
  kind: v.picklist(['verification', 'status-check', 'consent', 'latest-items']),
  purpose: v.string(),
  count: v.number(),
});
const Usage = v.object({ from: v.string(), to: v.string(), usage: v.array(Line) });
type Usage = v.InferOutput<typeof Usage>;

export async function usagePage(visit: Visit): Promise<Response> {
  const words = visit.texts.desk.usage;
  const usage = await askFor(visit, 'getUsage', Usage, { query: queryOf(visit) });
  const [from, to] = [dashedDay(usage.from), dashedDay(usage.to)];
  const told =
    usage.usage.length === 0
      ? html`<p>${words.empty}</p>`
      : html`${usageChart(visit, usage)}${purposeTable(visit, usage)}${dayTable(visit, usage)}`;
  const body = html`<h1>${words.title}</h1><p class="kz-lead">${words.lead(from, to)}</p>${rangeForm(visit, from, to)}${told}`;
  return visit.context.html(framed(visit, { title: words.title, place: 'usage', body }));
}

function queryOf({ context }: Visit): Record<string, string> {
  const days = (['from', 'to'] as const).flatMap((name) => {
    const day = context.req.query(name) ?? '';
    return isDay(day) ? [[name, day.replaceAll('-', '')]] : [];
  });
  return Object.fromEntries(days);
}

function rangeForm(visit: Visit, from: string, to: string): Html {
  const words = visit.texts.desk.usage;
  return html`<form class="kz-desk-find" method="get" action="${visit.base}/usage">${dayField({ name: 'from', label: words.from, value: from })}${dayField({ name: 'to', label: words.to, value: to })}<div class="console-find-do">${button({ label: words.apply, look: 'outline' })}</div></form>`;
}

function purposeTable({ texts, lang }: Visit, { usage }: Usage): Html {
  const words = texts.desk.usage;
  const groups = Map.groupBy(usage, ({ kind, purpose }) => `${kind} ${purpose}`);
  const rows = [...groups.values()].flatMap((lines) => {
    const [first] = lines;
    if (first === undefined) return [];
    const sum = lines.reduce((total, one) => total + one.count, 0);
    return [[words.kinds[first.kind], html`<code>${first.purpose}</code>`, count(sum, lang)]];
  });
  const heads = [words.kind, words.purpose, words.count];
  return html`<section class="kz-stack-tight console-numbers-last"><h2>${words.byPurpose}</h2>${table({ caption: words.byPurpose, heads, rows })}</section>`;
}

function dayTable({ texts, lang }: Visit, { usage }: Usage): Html {
  const words = texts.desk.usage;
  const rows = usage
    .toReversed()
    .map((one) => [
      dashedDay(one.day),
      words.kinds[one.kind],
      html`<code>${one.purpose}</code>`,
      count(one.count, lang),
    ]);
  const heads = [words.day, words.kind, words.purpose, words.count];
  return html`<section class="kz-stack-tight console-numbers-last"><h2>${words.byDay}</h2>${table({ caption: words.byDay, heads, rows })}</section>`;
}
