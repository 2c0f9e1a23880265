import type { Form } from '@kazasu/server/http';
import { badge, definitionList, type Html, html, notice, table } from '@kazasu/ui';
import { readableDay, readableTime } from '@kazasu/ui/text';
import { type CertificationAuthority, isAlive, readChanges } from '../ca/index.ts';
import { currentCrl, newCrl, streamCrl, WHOLE } from '../crl/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import { findResponder } from '../ocsp/index.ts';
import { formToken, framed, problemPage } from './frame.ts';
import { type ListRow, listLists } from './lists-store.ts';
import { useFormToken } from './session.ts';
import type { Visit } from './visit.ts';
import { labelled, municipalityName } from './words.ts';

const MINUTE = 60_000;

/** Lists of every living generation with their numbers and times, and the responder's cycle. */
export async function listsPage(visit: Visit, made?: number): Promise<Response> {
  const { deps, texts, lang, context } = visit;
  const words = texts.desk.lists;
  const living = deps.hierarchy.all.filter((ca) => isAlive(ca, deps.clock.now())).toReversed();
  const sections = await Promise.all(living.map((ca) => caSection(visit, ca)));
  const done =
    made === undefined
      ? ''
      : notice({ lang, kind: 'success', title: words.madeTitle, body: words.made(made) });
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'lists',
      url: '/counter/lists',
      body: html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>${done}
<section class="kz-stack"><h2>${words.crl}</h2>${sections}</section>
${await ocspSection(visit, living)}`,
    }),
  );
}

/** A new list now, although nothing may have changed. */
export async function makeList(visit: Visit, form: Form): Promise<Response> {
  const { issuerKeyId = '', scope = '' } = visit.context.req.param();
  const actor = `counter:${visit.session.official}`;
  if (!(await useFormToken(visit.deps, visit.session, form.get('form') ?? ''))) {
    return visit.context.html(problemPage(visit, 'used', {}), 409);
  }
  const { number } = await newCrl(visit.deps, issuerKeyId, scope, actor);
  return listsPage(visit, number);
}

/** The list itself, DER. Throws `crl_unknown`, `issuer_expired`. */
export async function downloadList({ deps, context }: Visit): Promise<Response> {
  const { issuerKeyId = '', scope = '' } = context.req.param();
  const list = await currentCrl(deps, issuerKeyId, scope);
  const name = `${issuerKeyId.slice(0, 8)}-${scope.slice(0, 8)}-${list.number}.crl`;
  return context.body(streamCrl(deps.store, list), 200, {
    'Content-Type': 'application/pkix-crl',
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}

async function caSection(visit: Visit, ca: CertificationAuthority): Promise<Html> {
  const { deps, texts, lang } = visit;
  const words = texts.desk.lists;
  const changes = await readChanges(deps.store, ca.keyId);
  const rows = await listLists(deps.store, ca.keyId, WHOLE);
  const heads = [words.scope, words.number, words.thisUpdate, words.nextUpdate, words.entries, words.actions];
  const title = words.ca(texts.state.roleShort[ca.role], ca.generation);
  return html`<section class="kz-stack-tight"><h3>${title}</h3><p class="kz-small">${labelled(lang, words.caUntil, readableDay(ca.notAfter, lang))} <code>${ca.keyId.slice(0, 8)}…</code></p>
${table({ caption: title, heads, rows: rows.map((row) => rowOf(visit, row, changes)) })}</section>`;
}

function rowOf(visit: Visit, row: ListRow, changes: number): (Html | string)[] {
  const { texts, lang, deps } = visit;
  const words = texts.desk.lists;
  const path = `/counter/lists/${row.issuerKeyId}/${row.scope}`;
  const isOld = row.changes !== changes || (row.nextUpdate ?? 0) <= deps.clock.now();
  const number =
    row.number === null ? words.notMade : html`${row.number} ${isOld ? badge(words.stale, 'yellow') : ''}`;
  const place =
    row.city === null
      ? words.whole
      : municipalityName(texts, { city: row.city, prefecture: row.prefecture ?? '' });
  return [
    place,
    number,
    row.thisUpdate === null ? '–' : readableTime(row.thisUpdate, lang),
    row.nextUpdate === null ? '–' : readableTime(row.nextUpdate, lang),
    String(row.entries),
    html`<div class="counter-row-actions"><form method="post" action="${path}">${formToken(visit, path)}<button class="kz-button kz-button-outline kz-button-small" type="submit">${words.make}<span class="kz-hidden"> (${place})</span></button></form><a class="kz-link" href="${path}/download">${words.download}<span class="kz-hidden"> (${place})</span></a></div>`,
  ];
}

async function ocspSection(
  { deps, texts, lang }: Visit,
  living: readonly CertificationAuthority[],
): Promise<Html> {
  const words = texts.desk.lists;
  const responders = await Promise.all(
    living.map(async (ca) => {
      const known = await findResponder(deps.store, ca.keyId);
      const life =
        known === undefined
          ? words.responderNone
          : `${readableDay(known.notBefore, lang)} – ${readableDay(known.notAfter, lang)}`;
      return [
        `${words.responder} (${words.ca(texts.state.roleShort[ca.role], ca.generation)})`,
        life,
      ] as const;
    }),
  );
  const minutes = words.minutes(DIVERGENCES.ocspLifetimeMs.value / MINUTE);
  return html`<section class="kz-stack-tight"><h2>${words.ocsp}</h2><p>${words.ocspLead}</p>${definitionList([[words.cycle, minutes], ...responders])}</section>`;
}
