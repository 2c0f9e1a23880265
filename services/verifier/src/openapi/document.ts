import { createHash } from '../crypto.ts';
import { PROBLEM_MEDIA_TYPE, Problem, problemRow } from '../problem/index.ts';
import { type Language, pick } from '../text.ts';
import { problemsOf } from './common-problems.ts';
import { BODY_MAX } from './read-request.ts';
import type { Members, Route, RouteResponse, Tag } from './route.ts';
import { schemaOf } from './schema.ts';
import { TAGS } from './tags.ts';

type Json = { readonly [name: string]: unknown };

/** The OpenAPI document (3.1.1) of the routes, in one language. */
export function describeRoutes(
  routes: readonly Route[],
  { baseUrl, language }: { readonly baseUrl: string; readonly language: Language },
): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const row of routes) {
    const path = paths[row.path] ?? {};
    paths[row.path] = path;
    path[row.method] = operation(row, language);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: TITLE[language],
      version: '1',
      description: ABOUT[language],
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    tags: TAGS.map(({ name, text }) => ({ name, description: text[language] })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: KEY_TEXT[language] },
        operatorToken: { type: 'http', scheme: 'bearer', description: OPERATOR_TEXT[language] },
        administrator: { type: 'http', scheme: 'Administrator', description: NAMED_TEXT[language] },
      },
      schemas: { Problem: schemaOf(Problem) },
    },
  };
}

const TITLE = { ja: 'かざす 署名検証API', en: 'Kazasu signature verification API' };
const ABOUT = {
  ja: '署名用電子証明書による署名を検証し、証拠を残します。エラーはすべてRFC 9457の形式です。応答の言語はAccept-Languageで選べます。',
  en: 'Verifies signatures made with the signature certificate, and keeps evidence. Every refusal has the form of RFC 9457. Accept-Language chooses the language of answers.',
};
const KEY_TEXT = {
  ja: 'APIキー（kzv_…）。操作ごとに必要なスコープがあります。',
  en: 'An API key (kzv_…); each operation needs one scope.',
};
const OPERATOR_TEXT = { ja: '運営者のトークン', en: 'The operator’s token.' };
const NAMED_TEXT = {
  ja: '管理者の署名（JWS）。署名の対象は、要求のメソッド、パス、本文のSHA-256などです。',
  en: 'A named administrator’s signature (JWS) over method, path and SHA-256 of the body of this request.',
};

function operation(row: Route, language: Language): Json {
  const { request = {} } = row;
  const parameters = [
    ...parametersOf('path', request.params),
    ...parametersOf('query', request.query),
    ...parametersOf('header', request.headers, request.demandedHeaders),
  ];
  return {
    operationId: row.operationId,
    tags: [row.tag satisfies Tag],
    summary: row.summary[language],
    ...(row.description && { description: row.description[language] }),
    security: securityOf(row),
    ...(parameters.length > 0 && { parameters }),
    ...(bodyOf(row) && { requestBody: bodyOf(row) }),
    responses: responsesOf(row, language),
    ...(isScoped(row) && { 'x-scope': row.access }),
  };
}

const isScoped = ({ access }: Route) => access !== 'public' && access !== 'operator';

function securityOf(row: Route): readonly Json[] {
  if (row.access === 'public') return [];
  return isScoped(row) ? [{ apiKey: [] }] : [{ administrator: [] }, { operatorToken: [] }];
}

function parametersOf(
  place: 'path' | 'query' | 'header',
  members: Members | undefined,
  demanded: readonly string[] = [],
): readonly Json[] {
  return Object.entries(members?.entries ?? {}).map(([name, schema]) => ({
    name: place === 'header' ? headerName(name) : name,
    in: place,
    required: schema.type !== 'optional' || demanded.includes(name),
    schema: schemaOf(schema as never),
  }));
}

/** `idempotency-key` as people write it. */
function headerName(name: string): string {
  return name.replaceAll(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function bodyOf({ request: { body, bodyMax = BODY_MAX, documents = [] } = {} }: Route): Json | undefined {
  if (body === undefined && documents.length === 0) return undefined;
  const json = body && { 'application/json': { schema: { ...schemaOf(body), 'x-max-octets': bodyMax } } };
  const files = documents.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }]);
  return { required: true, content: { ...json, ...Object.fromEntries(files) } };
}

function responsesOf(row: Route, language: Language): Json {
  const good = Object.entries(row.responses).map(([status, response]) => [
    status,
    responseOf(response, language),
  ]);
  const byStatus = Map.groupBy(problemsOf(row), (code) => problemRow(code).status);
  const bad = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${pick(problemRow(code).title, language)}`).join('\n'),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return Object.fromEntries([...good, ...bad]);
}

function responseOf({ description, schema, mediaType, headers }: RouteResponse, language: Language): Json {
  const type = mediaType ?? (schema === undefined ? undefined : 'application/json');
  const content = type && { [type]: { schema: schema ? schemaOf(schema) : { type: 'string' } } };
  return {
    description: description[language],
    ...(content && { content }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          { description: text[language], schema: { type: 'string' } },
        ]),
      ),
    }),
  };
}

/** Names this version of the document, for caches. */
export function tagOf(document: string): string {
  return `"${createHash('sha256').update(document).digest('base64url').slice(0, 22)}"`;
}
