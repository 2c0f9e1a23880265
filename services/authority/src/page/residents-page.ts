import { badge, html, table } from '@kazasu/ui';
import { residentView } from '../admin/index.ts';
import { listResidents } from '../resident/index.ts';
import { framed } from './frame.ts';
import type { Visit } from './visit.ts';
import { cardBadge, certificateBadge } from './words.ts';

/** Each row opens a record, so there are few of them. */
const PAGE = 25;
const RESIDENT_ID = /^[a-z0-9-]{1,40}$/;

/** Everybody in the register with the state of their card and of the certificates on it. */
export async function residentsPage(visit: Visit): Promise<Response> {
  const { context, deps, texts } = visit;
  const words = texts.page.residents;
  const asked = context.req.query('after') ?? '';
  const after = RESIDENT_ID.test(asked) ? asked : '';
  const found = await listResidents(deps.store, after, PAGE + 1);
  const shown = found.slice(0, PAGE);
  const rows = await Promise.all(shown.map(async ({ residentId }) => rowOf(visit, residentId)));
  const last = shown.at(-1)?.residentId;
  const next =
    found.length > PAGE && last !== undefined
      ? html`<a class="kz-link" href="/counter?after=${last}">${words.next}</a>`
      : '';
  const first = after === '' ? '' : html`<a class="kz-link" href="/counter">${words.first}</a>`;
  const { roleShort } = texts.state;
  const heads = [words.name, words.id, words.card, roleShort.authentication, roleShort.signature];
  return context.html(
    framed(visit, {
      title: words.title,
      place: 'residents',
      body: html`<h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
<form class="kz-desk-find" method="get" action="/counter/residents"><div class="kz-field"><label class="kz-label" for="id">${words.find}</label><input class="kz-input" id="id" name="id" maxlength="40" autocapitalize="none" autocomplete="off"></div><button class="kz-button kz-button-outline kz-button-medium" type="submit">${words.search}</button></form>
${rows.length === 0 ? html`<p>${words.empty}</p>` : table({ caption: words.title, heads, rows })}
<p class="kz-desk-pages">${first} ${next}</p>`,
    }),
  );
}

async function rowOf({ deps, texts }: Visit, residentId: string) {
  const { record, status, cards, certificates } = await residentView(deps, residentId);
  const card = cards.at(-1);
  const stateOf = (role: 'authentication' | 'signature') => {
    const newest = certificates
      .filter((one) => one.role === role && one.device === 'card' && one.sequence === card?.sequence)
      .toSorted((one, other) => one.notBefore - other.notBefore)
      .at(-1);
    return newest === undefined ? texts.frame.none : certificateBadge(texts, newest.state);
  };
  const gone = status === 'resident' ? '' : badge(texts.state.status[status]);
  return [
    html`<a class="kz-link" href="/counter/residents/${residentId}">${record.name}</a> ${gone}`,
    html`<code>${residentId}</code>`,
    card === undefined ? texts.frame.none : cardBadge(texts, card.state),
    stateOf('authentication'),
    stateOf('signature'),
  ];
}
