import { type Language, readableTime } from '../text/index.ts';
import { badge } from './badge.ts';
import { link } from './button.ts';
import { definitionList } from './data.ts';
import { type Html, html } from './html.ts';
import { notice } from './notice.ts';
import { page } from './page.ts';
import { type StatusTexts, statusTexts } from './status-texts.ts';
import { table } from './table.ts';

type PartName = keyof StatusTexts['names'];
type QueueName = keyof StatusTexts['queueNames'];

/** What a service tells its operator of itself; times are milliseconds since 1970. */
export interface StatusView {
  readonly at: number;
  readonly version: string;
  readonly upMs: number;
  readonly ready: boolean;
  readonly parts: readonly {
    readonly name: PartName;
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

/** The operator's page; `service` is what the service is called in that language. */
export function statusPage(status: StatusView, lang: Language, service: string): Html {
  const words = statusTexts(lang);
  const { ready, parts, recent, queues } = status;
  return page({
    lang,
    title: words.title,
    service,
    languages: { ja: '?lang=ja', en: '?lang=en' },
    testEnvironment: false,
    body: html`<div class="kz-stack"><h1>${words.title}</h1><p class="kz-lead">${words.lead}</p>
${
  ready
    ? notice({ lang, kind: 'success', title: words.ready })
    : notice({ lang, kind: 'error', title: words.notReady, body: words.notReadyText })
}
<section><h2>${words.parts}</h2>${table({
      caption: words.parts,
      heads: [words.part, words.state],
      rows: parts.map(({ name, state, code }) => {
        const said = badge(words.states[state], COLOUR[state]);
        return [words.names[name], code === undefined ? said : html`${said} <code>${code}</code>`];
      }),
    })}</section>
<section><h2>${words.recent}</h2>${table({
      caption: words.recent,
      heads: [words.window, words.requests, words.failed],
      rows: recent.map(({ minutes, requests, failed }) => [
        words.minutes(minutes),
        String(requests),
        requests === 0 ? '0' : words.part100(failed, ((failed / requests) * 100).toFixed(2)),
      ]),
    })}</section>
<section><h2>${words.queues}</h2>${table({
      caption: words.queues,
      heads: [words.queue, words.length],
      rows: queues.map(({ name, length }) => [words.queueNames[name], String(length)]),
    })}</section>
<section><h2>${words.node}</h2>${definitionList(factsOf(status, words, lang))}</section>
<p>${link({ href: 'status.json', label: words.json })}</p></div>`,
  });
}

function factsOf(status: StatusView, words: StatusTexts, lang: Language): [string, string | Html][] {
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
