import { definitionList, type Html, html } from '@kazasu/ui';
import { exactTime } from '@kazasu/ui/text';
import { backLink, framed } from '../frame.ts';
import type { Visit } from '../visit.ts';

import { chainSection } from './chain-drawing.ts';
import { checksSection } from './checks.ts';
import { evidenceSection } from './evidence.ts';
import { itemsSection, type ShownItems } from './items.ts';
import { logSection } from './log-drawing.ts';
import { placeOf } from './log-place.ts';
import { meaningSection } from './meaning.ts';
import { erasedNotice, retentionSection } from './retention.ts';
import { verdictPanel } from './verdict.ts';
import { loadRecord, type RecordView } from './view.ts';

interface Extras {
  readonly shown?: ShownItems;
  /** The retention was changed just now. */
  readonly saved?: boolean;
}

/** The verdict in one sentence; who asked, what for and when; the drawings; the checks; what it proves; what can be done. */
export async function onePage(visit: Visit, { shown, saved = false }: Extras = {}): Promise<Response> {
  const { texts, base, deps, context, session } = visit;
  const words = texts.verification.one;
  const view = await loadRecord(visit);
  const { record, answer } = view;
  const place = await placeOf(deps, record.leafIndex);
  const opened = await deps.evidence.open(session.caller.tenant.tenantId, record.id);
  const chain = answer === undefined ? '' : chainSection(visit, answer, opened?.objects ?? []);
  const body = html`<div class="console-screen">${backLink(`${base}/verifications`, words.back)}</div>${paperHead(visit)}
<h1 class="console-screen">${words.title}</h1>${verdictPanel(visit, record, answer)}${erasedNotice(visit, record)}${summary(visit, view)}
<div class="kz-desk-columns">${chain}${logSection(visit, place)}</div>${meaningSection(visit, view, place)}
${answer === undefined ? '' : checksSection(visit, answer)}${evidenceSection(visit, view, place)}
${await itemsSection(visit, view, shown)}${await retentionSection(visit, view, saved)}`;
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'verifications',
      path: `/verifications/${record.id}`,
      body: html`<article class="kz-stack console-report">${body}</article>`,
    }),
  );
}

/** Only on paper: what this is, of whom, and when it was printed. */
function paperHead({ texts, lang, deps }: Visit): Html {
  const { one } = texts.verification;
  return html`<div class="console-paper"><p class="console-paper-title">${one.report}</p><p>${one.madeBy(deps.config.evidenceOrigin)}<br>${one.printed(exactTime(deps.clock.now(), lang))}</p></div>`;
}

function summary(visit: Visit, { record, answer }: RecordView): Html {
  const { texts, lang, session } = visit;
  const { fields, one, method, revocation, personSupport } = texts.verification;
  const digests =
    answer?.digests.map((digest) => html`<code class="kz-desk-hash">${digest}</code><br>`) ?? [];
  const person = html`<code>${record.personId ?? ''}</code><br><span class="kz-small">${personSupport}</span>`;
  const rows: (readonly [string, Html | string] | undefined)[] = [
    [fields.asker, session.caller.tenant.name],
    [fields.purpose, html`<code>${record.purpose}</code>`],
    [fields.at, exactTime(record.at, lang)],
    record.reference === undefined ? undefined : [fields.reference, html`<code>${record.reference}</code>`],
    answer && [fields.subject, method[answer.method]],
    answer && [fields.digest, digests.length === 0 ? one.noDigest : html`${digests}`],
    answer?.document === undefined
      ? undefined
      : [fields.document, html`<code class="kz-desk-hash">${answer.document}</code>`],
    answer && [fields.revocation, revocation[answer.revocation]],
    record.personId === undefined ? undefined : [fields.person, person],
    [fields.id, html`<code class="kz-desk-hash">${record.id}</code>`],
  ];
  const given = rows.filter((row) => row !== undefined);
  return html`<section class="kz-stack-tight"><h2>${one.summary}</h2>${definitionList(given)}</section>`;
}
