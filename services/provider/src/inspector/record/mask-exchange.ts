import {
  ANSWER_HEADERS,
  type Field,
  fieldsOf,
  PAGE,
  pairsOf,
  REQUEST_HEADERS,
  type Rule,
  type RuleTable,
} from '../mask/index.ts';
import { object } from '../mask/rule.ts';
import { errorOf } from './error-of.ts';
import type { ExchangeEvent, ShownBody } from './event.ts';
import type { Answered, Message } from './exchange.ts';
import { reasonOf } from './read-message.ts';

/** The event that is kept of a request and its answer: everything that is secret or personal is left behind here. */
export function maskExchange(answered: Answered): ExchangeEvent {
  const { exchange, request, status, answer, durationMs } = answered;
  const { route, step } = exchange.matched;
  const error = errorOf(answered);
  return {
    kind: 'exchange',
    route: route.name,
    ...(step !== undefined && { step }),
    from: route.from,
    to: 'provider',
    method: /^[A-Z]{1,10}$/.test(exchange.method) ? exchange.method : '?',
    path: exchange.path,
    query: queryOf(exchange.url, route.query),
    requestHeaders: fieldsOf([...request.headers], REQUEST_HEADERS),
    request: bodyOf(request, { form: route.request, json: object(route.request) }),
    status,
    answerHeaders: fieldsOf([...answer.headers], ANSWER_HEADERS),
    answer: bodyOf(answer, { form: {}, json: route.answer }),
    durationMs: Math.round(durationMs * 10) / 10,
    ...(exchange.assertion !== undefined && { assertion: exchange.assertion }),
    ...(error !== undefined && { error }),
  };
}

function queryOf({ search }: URL, table: RuleTable): Field[] {
  if (search.length < 2) return [];
  return fieldsOf(pairsOf(search.slice(1)) ?? [['?', search]], table);
}

interface Tables {
  readonly form: RuleTable;
  readonly json: Rule;
}

function bodyOf({ headers, body }: Message, tables: Tables): ShownBody {
  if (body === '') return { form: 'none' };
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const leftOut: ShownBody = {
    form: 'left-out',
    length: body?.length ?? 0,
    type: /^[a-z]+\/[a-z.+-]{1,40}$/.test(type) ? type : '?',
  };
  if (body === undefined) return leftOut;
  if (type === 'application/x-www-form-urlencoded') return formOf(body, tables.form) ?? leftOut;
  if (type === 'application/json') return jsonOf(body, tables.json) ?? leftOut;
  return type === 'text/html' ? { form: 'page', fields: pageOf(body) } : leftOut;
}

function formOf(body: string, table: RuleTable): ShownBody | undefined {
  const pairs = pairsOf(body);
  return pairs === undefined ? undefined : { form: 'form', fields: fieldsOf(pairs, table) };
}

function jsonOf(body: string, rule: Rule): ShownBody | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const shown = rule(value);
  return shown.kind === 'object' ? { form: 'json', fields: shown.fields } : { form: 'value', value: shown };
}

/** A page of ours is told by its heading, and by the reason that it gives the site's developer. */
export function pageOf(body: string): Field[] {
  const heading = /<h1[^>]*>([^<]{1,100})<\/h1>/.exec(body)?.[1];
  const reason = reasonOf(body);
  return fieldsOf(
    [
      ...(heading === undefined ? [] : [['heading', heading] as const]),
      ...(reason === undefined ? [] : [['reason', reason] as const]),
    ],
    PAGE,
  );
}
