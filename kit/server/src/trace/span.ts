/** What a span may be called and say. Closed lists: a value from a request, a row or a card has no way in. */
import { METHODS } from '../http/methods.ts';

declare const mark: unique symbol;

/** A pattern of the program's own routes. */
export type RoutePattern = string & { readonly [mark]: 'pattern' };

export const SPAN_NAMES = [
  'request',
  'statement',
  'authority',
  'timestamp',
  'judgement',
  'signature',
] as const;
export type SpanName = (typeof SPAN_NAMES)[number];

export const ATTRIBUTES = {
  'http.request.method': METHODS,
  'db.operation.name': ['select', 'insert', 'update', 'delete', 'begin', 'commit', 'rollback'],
  'kazasu.call': [
    'crl',
    'crlStream',
    'ocsp',
    'lineage',
    'trust',
    'giveConsent',
    'latestItems',
    'ownUsage',
    'stamp',
  ],
  'kazasu.verdict': ['passed', 'failed', 'indeterminate'],
  'error.type': [
    'failed',
    'store/unavailable',
    'store/conflict',
    'store/constraint',
    'store/statement',
    'authority/unreachable',
    'authority/refused',
    'authority/malformed',
  ],
} as const;

export type SpanAttributes = {
  readonly [Name in keyof typeof ATTRIBUTES]?: (typeof ATTRIBUTES)[Name][number] | undefined;
} & {
  readonly 'http.route'?: RoutePattern | undefined;
  readonly 'http.response.status_code'?: number | undefined;
};

/** The attributes that are on the lists, at run time too. */
export function permittedAttributes(given: SpanAttributes): [string, string | number][] {
  const kept: [string, string | number][] = [];
  for (const [name, values] of Object.entries(ATTRIBUTES)) {
    const value = given[name as keyof typeof ATTRIBUTES];
    if (value !== undefined && (values as readonly string[]).includes(value)) kept.push([name, value]);
  }
  const route = given['http.route'];
  if (typeof route === 'string' && route.length <= 120) kept.push(['http.route', route]);
  const status = given['http.response.status_code'];
  if (Number.isSafeInteger(status)) kept.push(['http.response.status_code', status as number]);
  return kept;
}

/** A step that has ended. */
export interface FinishedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly name: SpanName;
  /** OTLP: 1 internal, 2 server, 3 client. */
  readonly kind: 1 | 2 | 3;
  /** Milliseconds since 1970, with fractions. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: readonly (readonly [string, string | number])[];
  readonly failed: boolean;
}
