import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { describeRoutes, type Route, route, tagOf } from '../openapi/index.ts';
import { isProblemCode } from '../problem/index.ts';
import { docsPage } from './docs-page.ts';
import { kept } from './kept.ts';
import { problemPage, problemsPage } from './problem-pages.ts';
import { trustRoute } from './trust-route.ts';

const HTML = 'text/html; charset=utf-8';
const LanguageQuery = v.strictObject({ lang: v.optional(v.picklist(['ja', 'en'])) });
const PAGE = { 200: { description: { ja: 'ページ', en: 'a page' }, mediaType: HTML } } as const;

/** Health, numbers, the description, and pages about it. `all` gives the whole table, these rows with it. */
export function serviceRoutes(all: () => readonly Route[]): readonly Route[] {
  return [...machineRoutes(all), trustRoute, ...pageRoutes(all)];
}

function machineRoutes(all: () => readonly Route[]): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      tag: 'service',
      access: 'public',
      summary: { ja: '稼働していることを確認する', en: 'Ask whether the service is up' },
      responses: {
        200: {
          description: { ja: '稼働中', en: 'it is up' },
          schema: v.strictObject({ status: v.literal('ok') }),
        },
      },
      handle: () => ({ status: 200, json: { status: 'ok' } }),
    }),
    route({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      tag: 'operator',
      access: 'operator',
      watched: true,
      summary: { ja: '計測値を取得する', en: 'Get the counters' },
      responses: {
        200: {
          description: { ja: 'Prometheusのテキスト形式', en: 'in the text format of Prometheus' },
          mediaType: 'text/plain; version=0.0.4; charset=utf-8',
        },
      },
      handle: async (_request, { metrics }) => ({ status: 200, text: await metrics.text() }),
    }),
    route({
      method: 'get',
      path: '/openapi.json',
      operationId: 'getDescription',
      tag: 'service',
      access: 'public',
      summary: { ja: 'このAPIの説明（OpenAPI）を取得する', en: 'Get this description (OpenAPI)' },
      request: { query: LanguageQuery },
      responses: {
        200: {
          description: { ja: 'OpenAPI 3.1の文書', en: 'an OpenAPI 3.1 document' },
          schema: v.looseObject({ openapi: v.string() }),
        },
      },
      handle: async ({ query, language }, { config }) => {
        const spoken = query.lang ?? language;
        const { baseUrl } = config;
        const document = await kept(config, `openapi.${spoken}`, () =>
          JSON.stringify(describeRoutes(all(), { baseUrl, language: spoken })),
        );
        return {
          status: 200,
          jsonText: document,
          headers: {
            'Content-Language': spoken,
            'Cache-Control': 'public, max-age=300',
            ETag: tagOf(document),
            'Access-Control-Allow-Origin': '*',
            'Cross-Origin-Resource-Policy': 'cross-origin',
          },
        };
      },
    }),
  ];
}

function pageRoutes(all: () => readonly Route[]): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/docs',
      operationId: 'getDocs',
      tag: 'service',
      access: 'public',
      summary: { ja: 'APIの説明をページで読む', en: 'Read the reference as a page' },
      request: { query: LanguageQuery },
      responses: PAGE,
      page: true,
      handle: async ({ query, language }, { config }) => {
        const options = { language: query.lang ?? language, baseUrl: config.baseUrl };
        const text = await kept(config, `docs.${options.language}`, () => docsPage(all(), options));
        return { status: 200, text };
      },
    }),
    route({
      method: 'get',
      path: '/problems',
      operationId: 'listProblems',
      tag: 'service',
      access: 'public',
      summary: { ja: 'エラーの一覧を読む', en: 'Read the catalogue of problems' },
      request: { query: LanguageQuery },
      responses: PAGE,
      page: true,
      handle: async ({ query, language }, { config }) => ({
        status: 200,
        text: await problemsPage({ language: query.lang ?? language, baseUrl: config.baseUrl }),
      }),
    }),
    route({
      method: 'get',
      path: '/problems/{code}',
      operationId: 'getProblem',
      tag: 'service',
      access: 'public',
      summary: { ja: 'エラーの説明を読む', en: 'Read about one problem' },
      request: {
        params: v.strictObject({ code: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)) }),
        query: LanguageQuery,
      },
      responses: PAGE,
      page: true,
      handle: async ({ params: { code }, query, language }, { config }) => {
        if (!isProblemCode(code)) throw new VerifierError('route-unknown');
        const text = await problemPage(code, {
          language: query.lang ?? language,
          baseUrl: config.baseUrl,
        });
        return { status: 200, text };
      },
    }),
  ];
}
