import { type Language, readableTime } from '../text/index.ts';
import { badge } from './badge.ts';
import { link } from './button.ts';
import { definitionList } from './data.ts';
import { type Html, html } from './html.ts';
import { notice } from './notice.ts';
import { page } from './page.ts';
import { type StatusTexts, statusTexts } from './status-texts.ts';
import { table } from './table.ts';

type QueueName = keyof StatusTexts['queueNames'];

/** What a service tells its operator of itself; times are milliseconds since 1970. */
export interface StatusView<Own extends string = never> {
  readonly at: number;
  readonly version: string;
  readonly upMs: number;
  readonly ready: boolean;
  readonly parts: readonly {
    readonly name: keyof StatusTexts['names'] | Own;
    readonly state: 'well' | 'fault' | 'unknown';
    readonly code?: string | undefined;
  }[];
  readonly recent: readonly {
    readonly minutes: number;
    readonly requests: number;
    readonly failed: number;
  }[];
  readonly queues: readonly { readonly name: QueueName; readonly length: number }[];
  readonly database: {
    readonly engine: string;
    readonly milliseconds?: number | undefined;
    readonly open?: number | undefined;
    readonly idle?: number | undefined;
    readonly most?: number | undefined;
  };
  readonly authorityAnsweredAt?: number | undefined;
  readonly audit?: { readonly number: number; readonly hash: string } | undefined;
}

const COLOUR = { well: 'green', fault: 'red', unknown: 'yellow' } as const;

/** What only one service tells, in words of the page's language. */
export interface OwnStatusView<Own extends string> {
  /** What its own parts are called. */
  readonly names: { readonly [part in Own]: string };
  readonly facts: readonly (readonly [string, string | Html])[];
  readonly sections: readonly Html[];
}

/** Whose page it is, by language. */
type ServiceName = { readonly [language in Language]: string };

/** The operator's page. */
export function statusPage<Own extends string = never>(
  status: StatusView<Own>,
  lang: Language,
  service: ServiceName,
  own?: OwnStatusView<Own>,
): Html {
  const words = statusTexts(lang);
  const { ready, parts, recent, queues } = status;
  const names: { readonly [part: string]: string } = { ...words.names, ...own?.names };
  return page({
    lang,
    title: words.title,
    service: service[lang],
    languages: { ja: '?lang=ja', en: '?lang=en' },
    testEnvironment: false,
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
${
  ready
    ? notice({ lang, kind: 'success', title: words.ready })
    : notice({ lang, kind: 'error', title: words.notReady, body: words.notReadyText })
}
<section class="kz-stack-tight"><h2>${words.parts}</h2>${table({
      caption: words.parts,
      heads: [words.part, words.state],
      rows: parts.map(({ name, state, code }) => {
        const said = badge(words.states[state], COLOUR[state]);
        return [names[name] ?? name, code === undefined ? said : html`${said} <code>${code}</code>`];
      }),
    })}</section>
<section class="kz-stack-tight"><h2>${words.recent}</h2>${table({
      caption: words.recent,
      heads: [words.window, words.requests, words.failed],
      rows: recent.map(({ minutes, requests, failed }) => [
        words.minutes(minutes),
        String(requests),
        requests === 0 ? '0' : words.ofAll(failed, ((failed / requests) * 100).toFixed(2)),
      ]),
    })}</section>
<section class="kz-stack-tight"><h2>${words.queues}</h2>${table({
      caption: words.queues,
      heads: [words.queue, words.length],
      rows: queues.map(({ name, length }) => [words.queueNames[name], String(length)]),
    })}</section>
<section class="kz-stack-tight"><h2>${words.node}</h2>${definitionList([...factsOf(status, words, lang), ...(own?.facts ?? [])])}</section>
${own?.sections ?? ''}
<p>${link({ href: 'status.json', label: words.json })}</p></div>`,
  });
}

function factsOf<Own extends string>(
  status: StatusView<Own>,
  words: StatusTexts,
  lang: Language,
): [string, string | Html][] {
  const { at, version, upMs, database, audit, authorityAnsweredAt, parts } = status;
  const { engine, milliseconds, open, idle, most } = database;
  const minutes = Math.floor(upMs / 60_000);
  const facts: [string, string | Html][] = [
    [words.at, readableTime(at, lang)],
    [words.version, html`<code>${version}</code>`],
    [words.up, words.duration(Math.floor(minutes / 60), minutes % 60)],
    [words.engine, html`<code>${engine}</code>`],
    [words.latency, milliseconds === undefined ? '–' : `${milliseconds} ms`],
  ];
  if (open !== undefined && idle !== undefined && most !== undefined) {
    facts.push([words.connections, `${open - idle} / ${idle} / ${most}`]);
  }
  if (parts.some(({ name }) => name === 'authority')) {
    const answered =
      authorityAnsweredAt === undefined ? words.never : readableTime(authorityAnsweredAt, lang);
    facts.push([words.authority, answered]);
  }
  if (audit !== undefined) {
    const { number, hash } = audit;
    facts.push([words.audit, html`${String(number)} <code title="${hash}">${hash.slice(0, 12)}…</code>`]);
  }
  return facts;
}
