import { button, buttonLink, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { readableTime } from '@kazasu/ui/text';
import type { AuditVerdict } from '../api.ts';
import { latestAudit, readHead, verifyAudit } from '../audit/index.ts';
import { framed } from './frame.ts';
import { eventName, outcomeOf, serialsOf } from './history.ts';
import type { Visit } from './visit.ts';

const PAGE = 50;

/**
 * Newest lines first; with `verified`, whether the chain holds up to the last one, and, if the query has the number and
 * hash of an earlier last line, whether it holds that one.
 */
export async function auditPage(visit: Visit, { verified }: { verified: boolean }): Promise<Response> {
  const { deps, texts, lang, context } = visit;
  const words = texts.desk.audit;
  const asked = context.req.query('before') ?? '';
  const before = /^\d{1,15}$/.test(asked) ? Number(asked) : Number.MAX_SAFE_INTEGER;
  const found = await latestAudit(deps.store, before, PAGE + 1);
  const shown = found.slice(0, PAGE);
  const head = await readHead(deps.store);
  const kept = keptHead(visit);
  const verdict = verified ? await verdictOn(visit, kept) : '';
  const rows = shown.map((entry) => [
    String(entry.number),
    readableTime(entry.at, lang),
    eventName(texts, entry.event),
    html`<code>${entry.actor}</code>`,
    entry.residentId === null
      ? '–'
      : html`<a class="kz-link" href="/counter/residents/${entry.residentId}"><code>${entry.residentId}</code></a>`,
    html`<div class="counter-state">${outcomeOf(texts, entry)}</div>`,
    serialsOf(entry),
    html`<code class="counter-serial" title="${entry.hash}">${entry.hash.slice(0, 8)}…</code>`,
  ]);
  const { resident } = texts.page;
  const heads = [
    words.number,
    resident.at,
    resident.event,
    resident.by,
    words.resident,
    resident.outcome,
    words.certificates,
    words.hash,
  ];
  const last = shown.at(-1)?.number;
  const older =
    found.length > PAGE && last !== undefined
      ? html`<a class="kz-link" href="/counter/audit?before=${last}">${words.older}</a>`
      : '';
  const newest = asked === '' ? '' : html`<a class="kz-link" href="/counter/audit">${words.newest}</a>`;
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'audit',
      body: html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${verdict}
<div class="kz-actions">${buttonLink({ href: '/counter/audit/verification', label: words.verify, look: 'outline', id: 'verify' })}</div>
${definitionList([[`${words.head} (${words.number} ${head.number})`, html`<code class="kz-desk-hash">${head.hash}</code><br><span class="kz-small">${words.headLead}</span>`]])}
${comparison(visit)}
${rows.length === 0 ? html`<p>${words.empty}</p>` : table({ caption: words.title, heads, rows })}<p class="kz-desk-pages">${newest} ${older}</p>`,
    }),
  );
}

const HASH = /^[0-9a-f]{64}$/;

/** Undefined when nothing was entered. */
function keptHead({ context }: Visit): { number: number; hash: string } | 'faulty' | undefined {
  const number = (context.req.query('number') ?? '').trim();
  const hash = (context.req.query('hash') ?? '').trim().toLowerCase();
  if (number === '' && hash === '') return undefined;
  return /^\d{1,15}$/.test(number) && HASH.test(hash) ? { number: Number(number), hash } : 'faulty';
}

async function verdictOn(visit: Visit, kept: ReturnType<typeof keptHead>): Promise<Html> {
  const { lang, texts, deps } = visit;
  if (kept === 'faulty') return notice({ lang, kind: 'error', title: texts.desk.audit.keptFault });
  return verdictNotice(visit, await verifyAudit(deps, kept));
}

/** A last line that was written down elsewhere is compared with the chain. */
function comparison({ texts, context }: Visit): Html {
  const words = texts.desk.audit;
  const entered = (name: string) => context.req.query(name) ?? '';
  const isOpen = entered('number') === '' && entered('hash') === '' ? '' : html` open`;
  return html`<details class="kz-desk-fold"${isOpen}><summary>${words.keptTitle}</summary><form class="kz-stack kz-desk-narrow" method="get" action="/counter/audit/verification">
<div class="kz-field"><label class="kz-label" for="number">${words.keptNumber}</label><input class="kz-input" id="number" name="number" value="${entered('number')}" inputmode="numeric" maxlength="15" autocomplete="off"></div>
<div class="kz-field"><label class="kz-label" for="hash">${words.keptHash}</label><input class="kz-input" id="hash" name="hash" value="${entered('hash')}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"></div>
<div class="kz-actions">${button({ label: words.compare, look: 'outline' })}</div></form></details>`;
}

function verdictNotice({ lang, texts }: Visit, { intact, head, brokenAt = head.number }: AuditVerdict): Html {
  const words = texts.desk.audit;
  return intact
    ? notice({
        lang,
        kind: 'success',
        title: words.intactTitle(head.number),
        body: html`<code class="kz-desk-hash">${head.hash}</code>`,
      })
    : notice({ lang, kind: 'error', title: words.brokenTitle(brokenAt), body: words.broken });
}
