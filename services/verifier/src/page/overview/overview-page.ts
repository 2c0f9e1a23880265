import { buttonLink, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { readableTime } from '@kazasu/ui/text';
import { evidenceState } from '../../evidence/head/index.ts';
import { askFor, may, requireScope } from '../ask.ts';
import { framed } from '../frame.ts';
import { Lines, verificationRows } from '../verification/index.ts';
import type { Visit } from '../visit.ts';
import { failingWebhooks } from '../webhook/failing.ts';
import { count, type VerdictName } from '../words.ts';
import { countVerdicts, type VerdictCount } from './count-store.ts';

const DAY = 86_400_000;
const DAYS = 30;
const VERDICTS: readonly VerdictName[] = ['valid', 'invalid', 'indeterminate'];

export async function overviewPage(visit: Visit): Promise<Response> {
  const words = visit.texts.desk.overview;
  requireScope(visit, 'read');
  const { deps, session } = visit;
  const { tenantId } = session.caller.tenant;
  const counts = await countVerdicts(deps.store, tenantId, deps.clock.now() - DAYS * DAY);
  const body = html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
<section class="kz-stack-tight"><h2>${words.verifications}</h2>${counts.length === 0 ? html`<p>${words.empty}</p>` : countTable(visit, counts)}</section>
<div class="kz-desk-columns">${await logPart(visit)}${may(visit, 'webhooks') ? await failingPart(visit) : ''}</div>${await latestPart(visit)}`;
  return visit.context.html(framed(visit, { title: words.title, place: 'overview', body }));
}

function countTable({ texts, lang }: Visit, counts: readonly VerdictCount[]): Html {
  const words = texts.desk.overview;
  const of = (purpose: string | undefined, verdict: VerdictName | undefined) =>
    counts
      .filter((one) => (purpose ?? one.purpose) === one.purpose && (verdict ?? one.verdict) === one.verdict)
      .reduce((sum, one) => sum + one.count, 0);
  const row = (label: Html | string, purpose: string | undefined) => [
    label,
    ...VERDICTS.map((verdict) => count(of(purpose, verdict), lang)),
    count(of(purpose, undefined), lang),
  ];
  const purposes = [...new Set(counts.map(({ purpose }) => purpose))];
  const rows = purposes.map((purpose) => row(html`<code>${purpose}</code>`, purpose));
  const total = purposes.length > 1 ? [row(html`<strong>${words.total}</strong>`, undefined)] : [];
  const heads = [words.purpose, ...VERDICTS.map((one) => texts.verification.verdict[one]), words.total];
  return html`<div class="console-numbers">${table({ caption: words.verifications, heads, rows: [...rows, ...total] })}</div>`;
}

async function logPart(visit: Visit): Promise<Html> {
  const { texts, lang, deps } = visit;
  const words = texts.desk.overview;
  const { size, stamped } = await evidenceState(deps.store, deps.clock.now());
  const late =
    stamped !== undefined && stamped.ageMs > DAY ? notice({ lang, kind: 'warning', title: words.late }) : '';
  const newest =
    stamped === undefined
      ? words.noStamp
      : html`<strong>${ageOf(visit, stamped.ageMs)}</strong><br><span class="kz-small">${readableTime(stamped.at, lang)}</span>`;
  const all = html`${count(size, lang)}<br><span class="kz-small">${words.sizeSupport}</span>`;
  return html`<section class="kz-stack-tight"><h2>${words.log}</h2>${late}${definitionList([
    [words.stamped, newest],
    [words.size, all],
  ])}</section>`;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

function ageOf({ texts }: Visit, ms: number): string {
  const words = texts.desk.overview;
  if (ms < MINUTE) return words.moment;
  if (ms < 2 * HOUR) return words.ago(words.minutes(Math.floor(ms / MINUTE)));
  return words.ago(ms < 2 * DAY ? words.hours(Math.floor(ms / HOUR)) : words.days(Math.floor(ms / DAY)));
}

async function failingPart(visit: Visit): Promise<Html> {
  const { texts, lang, base } = visit;
  const words = texts.desk.overview;
  const failing = await failingWebhooks(visit);
  const items = failing.map(
    ({ url, failed }) =>
      html`<li><code class="kz-desk-hash">${url}</code> <strong>${words.failingOf(count(failed, lang))}</strong></li>`,
  );
  const told =
    failing.length === 0
      ? html`<p>${words.failingNone}</p>`
      : html`${notice({ lang, kind: 'warning', title: words.failing, body: html`<ul class="kz-list">${items}</ul>` })}<div class="kz-actions">${buttonLink({ href: `${base}/webhooks`, label: words.see, look: 'outline' })}</div>`;
  return html`<section class="kz-stack-tight"><h2>${words.failing}</h2>${told}</section>`;
}

const LATEST = 5;

async function latestPart(visit: Visit): Promise<Html | string> {
  const { texts, base } = visit;
  const words = texts.desk.overview;
  const { verifications } = await askFor(visit, 'listVerifications', Lines, {
    query: { limit: String(LATEST) },
  });
  if (verifications.length === 0) return '';
  return html`<section class="kz-stack-tight"><h2>${words.latest}</h2>${table({ caption: words.latest, ...verificationRows(visit, verifications) })}<p><a class="kz-link" href="${base}/verifications">${words.all}</a></p></section>`;
}
