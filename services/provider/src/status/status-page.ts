import { badge, definitionList, type Html, html, link, notice, page, table } from '@kazasu/ui';
import { type Language, readableTime } from '@kazasu/ui/text';
import type { Part, Status } from './status.ts';
import { textsOf } from './texts.ts';

const COLOUR = { well: 'green', fault: 'red', unknown: 'yellow' } as const;

export function statusPage(status: Status, lang: Language): Html {
  const words = textsOf(lang);
  return page({
    lang,
    title: words.title,
    service: words.service,
    languages: { ja: '?lang=ja', en: '?lang=en' },
    testEnvironment: false,
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
${
  status.ready
    ? notice({ lang, kind: 'success', title: words.ready })
    : notice({ lang, kind: 'error', title: words.notReady, body: words.notReadyText })
}
<section><h2>${words.parts}</h2>${table({
      caption: words.parts,
      heads: [words.part, words.state],
      rows: status.parts.map((part) => [words.names[part.name], stateOf(part, lang)]),
    })}</section>
<section><h2>${words.recent}</h2>${table({
      caption: words.recent,
      heads: [words.window, words.requests, words.failed],
      rows: status.recent.map(({ minutes, requests, failed }) => [
        words.minutes(minutes),
        String(requests),
        requests === 0
          ? '0'
          : `${failed}（${((failed / requests) * 100).toFixed(2)}%）`.replace(/[（）]/g, (bracket) =>
              lang === 'ja' ? bracket : bracket === '（' ? ' (' : ')',
            ),
      ]),
    })}</section>
${facts(status, lang)}
<section><h2>${words.keys}</h2>${table({
      caption: words.keys,
      heads: [words.purpose, words.state, words.since, words.key],
      rows: status.keys.map(({ purpose, version, keyId, state, activeAt }) => [
        html`<code>${purpose}/${String(version)}</code>`,
        words.keyStates[state as keyof typeof words.keyStates] ?? state,
        activeAt === 0 ? words.always : readableTime(activeAt, lang),
        html`<code title="${keyId}">${keyId.slice(0, 12)}…</code>`,
      ]),
    })}</section>
<p>${link({ href: 'status.json', label: words.json })}</p></div>`,
  });
}

function stateOf({ state, code }: Part, lang: Language): Html {
  const said = badge(textsOf(lang).states[state], COLOUR[state]);
  return code === undefined ? said : html`${said} <code>${code}</code>`;
}

function facts(status: Status, lang: Language): Html {
  const words = textsOf(lang);
  const { database, audit, authorityAnsweredAt, nextRotationAt, upMs } = status;
  const { open, idle, most, waiting, milliseconds } = database;
  const used = open === undefined || idle === undefined ? '–' : `${open - idle} / ${idle} / ${most}`;
  const minutes = Math.floor(upMs / 60_000);
  return html`<section><h2>${words.node}</h2>${definitionList([
    [words.at, readableTime(status.at, lang)],
    [words.version, html`<code>${status.version}</code>`],
    [words.up, words.duration(Math.floor(minutes / 60), minutes % 60)],
    [words.engine, html`<code>${database.engine}</code>`],
    [words.latency, milliseconds === undefined ? '–' : `${milliseconds} ms`],
    [words.connections, used],
    [words.waiting, waiting === undefined ? '–' : String(waiting)],
    [
      words.authority,
      authorityAnsweredAt === undefined ? words.never : readableTime(authorityAnsweredAt, lang),
    ],
    [words.administration, status.fourEyes ? words.fourEyes : words.alone],
    [
      words.trust,
      html`${String(status.trust.version)} <code title="${status.trust.digest}">${status.trust.digest.slice(0, 12)}…</code>`,
    ],
    [words.nextRotation, nextRotationAt === undefined ? words.none : readableTime(nextRotationAt, lang)],
    [
      words.audit,
      audit === undefined
        ? '–'
        : html`${String(audit.number)} <code title="${audit.hash}">${audit.hash.slice(0, 12)}…</code>`,
    ],
  ])}</section>`;
}
