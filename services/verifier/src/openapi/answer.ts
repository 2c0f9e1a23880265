import { API_HEADERS, HttpError, wholeAnswer } from '@kazasu/server/http';
import { KeyError } from '@kazasu/server/keys';
import { codeOf, type Log } from '@kazasu/server/log';
import { isUnavailable } from '@kazasu/server/store';
import type { Context } from 'hono';
import { type ProblemFacts, VerifierError } from '../error.ts';
import { EvidenceLogError } from '../evidence/index.ts';
import { createProblem, PROBLEM_MEDIA_TYPE, type ProblemCode } from '../problem/index.ts';
import { type Language, languageOf } from '../text.ts';
import type { RouteAnswer } from './route.ts';

export function responseOf(
  context: Pick<Context, 'env'>,
  answer: RouteAnswer,
  mediaType: string | undefined,
  page: boolean,
): Response {
  if (!page && answer.jsonText !== undefined) {
    const headers = {
      ...API_HEADERS,
      'Content-Type': mediaType ?? 'application/json',
      ...answer.headers,
    };
    return wholeAnswer(context, { status: answer.status, headers, body: answer.jsonText });
  }
  const headers = new Headers(page ? {} : API_HEADERS);
  const json = answer.jsonText ?? (answer.json === undefined ? undefined : JSON.stringify(answer.json));
  const body = json ?? answer.text ?? answer.octets;
  const type = mediaType ?? (json === undefined ? undefined : 'application/json');
  if (type !== undefined && body !== undefined) headers.set('Content-Type', type);
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value);
  return new Response((body ?? null) as BodyInit | null, { status: answer.status, headers });
}

export interface RefusalOptions {
  readonly baseUrl: string;
  readonly log: Log;
  readonly acceptLanguage: string | null | undefined;
}

/** Whatever was thrown, as a problem. What nobody foresaw is opaque outside and a code inside. */
export function refusalOf(error: unknown, { baseUrl, log, acceptLanguage }: RefusalOptions): Response {
  const { code, facts } = reasonOf(error);
  if (code === 'internal' || code === 'unavailable') {
    const { cause } = error instanceof Error ? error : {};
    // Which key is missing, and what to do, is ours to say.
    const reason =
      error instanceof KeyError ? error.message : cause === undefined ? undefined : codeOf(cause);
    log.error('request.failed', { code: codeOf(error), ...(reason !== undefined && { reason }) });
  }
  return problemResponse(code, facts, { baseUrl, language: languageOf(acceptLanguage) });
}

function problemResponse(
  code: ProblemCode,
  facts: ProblemFacts,
  options: { readonly baseUrl: string; readonly language: Language },
): Response {
  const problem = createProblem(code, { ...options, facts });
  const headers = new Headers(API_HEADERS);
  headers.set('Content-Type', PROBLEM_MEDIA_TYPE);
  headers.set('Content-Language', options.language);
  headers.set('Vary', 'Accept-Language');
  if (problem.status === 401) headers.set('WWW-Authenticate', 'Bearer');
  if (facts.retryAfter !== undefined) headers.set('Retry-After', String(facts.retryAfter));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

const HTTP_PROBLEMS = {
  'http/media-type': 'media-type-unsupported',
  'http/too-large': 'body-too-large',
  'http/malformed': 'request-malformed',
} as const;

const RETRY_SECONDS = 2;
/** A key comes to a node by hand, or another node has it. */
const KEY_RETRY_SECONDS = 10;

function reasonOf(error: unknown): { readonly code: ProblemCode; readonly facts: ProblemFacts } {
  if (error instanceof VerifierError) return error;
  if (error instanceof HttpError) return { code: HTTP_PROBLEMS[error.code], facts: {} };
  const busy = error instanceof EvidenceLogError && error.code === 'evidence/busy';
  if (busy || isUnavailable(error)) return { code: 'unavailable', facts: { retryAfter: RETRY_SECONDS } };
  if (error instanceof KeyError && error.code === 'key/unavailable')
    return { code: 'unavailable', facts: { retryAfter: KEY_RETRY_SECONDS } };
  return { code: 'internal', facts: {} };
}
