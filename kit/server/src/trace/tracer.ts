import { toHex } from '@kazasu/bytes';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import description from '../../package.json' with { type: 'json' };
import { systemClock } from '../clock/index.ts';
import { methodOf } from '../http/methods.ts';
import { type Log, newRequestId, requestContext, withRequestContext } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import { randomOctets } from '../random/index.ts';
import type { Store } from '../store/index.ts';
import { createSpanExport, type SpanExport } from './otlp.ts';
import type { TracingConfig } from './settings.ts';
import {
  ATTRIBUTES,
  permittedAttributes,
  type RoutePattern,
  type SpanAttributes,
  type SpanName,
} from './span.ts';
import { formatTraceParent, parseTraceParent, type TraceParent } from './traceparent.ts';

/** Spans of one request: one that runs in circles must not fill the queue. */
const SPANS_MAX = 200;
/** Requests a second that are traced because a caller says so. */
const PARENTS_MAX = 50;

/** A step under way. */
class ActiveSpan {
  readonly tracer: SpanExport;
  readonly traceId: string;
  readonly spanId = toHex(randomOctets(8));
  readonly parentId: string | undefined;
  readonly startedAt = systemClock.now();
  readonly budget: { left: number };

  constructor(
    tracer: SpanExport,
    parent: Pick<TraceParent, 'traceId' | 'spanId'> | undefined,
    budget = { left: SPANS_MAX },
  ) {
    this.tracer = tracer;
    this.traceId = parent?.traceId ?? toHex(randomOctets(16));
    this.parentId = parent?.spanId;
    this.budget = budget;
  }

  end(name: SpanName, kind: 1 | 2 | 3, attributes: SpanAttributes, failed: boolean): void {
    this.budget.left -= 1;
    if (this.budget.left < 0) return;
    const { traceId, spanId, parentId, startedAt } = this;
    const endedAt = systemClock.now();
    const permitted = permittedAttributes(attributes);
    this.tracer.add({
      traceId,
      spanId,
      parentId,
      name,
      kind,
      startedAt,
      endedAt,
      attributes: permitted,
      failed,
    });
  }
}

function activeSpan(): ActiveSpan | undefined {
  const span = requestContext()?.span;
  return span instanceof ActiveSpan ? span : undefined;
}

export interface Tracer {
  /** Traces requests. Mount it before what is to be seen. */
  readonly middleware: MiddlewareHandler;
  /** Every statement of a traced request becomes a span. */
  watch(store: Store): void;
  flush(): Promise<void>;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface TracerOptions {
  readonly service: string;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Undefined where nothing is to be traced: then nothing of it is mounted. */
export function createTracer(config: TracingConfig | undefined, options: TracerOptions): Tracer | undefined {
  if (config === undefined) return undefined;
  const { service, log, metrics } = options;
  const spans = createSpanExport({ service, version: description.version, url: config.url, log });
  metrics.total('trace_spans_dropped_total', 'Spans that nobody took', {}, spans.dropped);
  metrics.gauge('queue_length', 'What waits', { queue: ['spans'] }, () => [
    [{ queue: 'spans' }, spans.waiting()],
  ]);
  const parents = perSecond(PARENTS_MAX);
  const begin = (header: string | undefined): ActiveSpan | undefined => {
    const parent = config.trustParent ? parseTraceParent(header) : undefined;
    if (parent) return parent.sampled && parents() ? new ActiveSpan(spans, parent) : undefined;
    return sampled(config.ratio) ? new ActiveSpan(spans, undefined) : undefined;
  };
  return {
    middleware: async (context, next) => {
      const span = begin(context.req.header('traceparent'));
      if (span === undefined) return next();
      const around = requestContext();
      // The line about the request is written out there.
      if (around) around.traceId = span.traceId;
      const requestId = around?.requestId ?? newRequestId();
      await withRequestContext({ requestId, traceId: span.traceId, span }, next);
      const { status } = context.res;
      const attributes = {
        'http.request.method': methodOf(context.req.method),
        'http.route': routePath(context, -1) as RoutePattern,
        'http.response.status_code': status,
      };
      span.end('request', 2, attributes, status >= 500);
    },
    watch: (store) =>
      store.watch?.((text, milliseconds, code) => {
        const parent = activeSpan();
        if (parent?.tracer !== spans) return;
        const span = new ActiveSpan(spans, parent, parent.budget);
        const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase();
        const operation = ATTRIBUTES['db.operation.name'].find((one) => one === word);
        const attributes = { 'db.operation.name': operation, 'error.type': code };
        Object.defineProperty(span, 'startedAt', { value: systemClock.now() - milliseconds });
        span.end('statement', 3, attributes, code !== undefined);
      }),
    flush: spans.flush,
    close: spans.close,
  };
}

const KINDS: { readonly [name in SpanName]: 1 | 2 | 3 } = {
  request: 2,
  statement: 3,
  authority: 3,
  timestamp: 3,
  judgement: 1,
  signature: 1,
};

/**
 * Does a step of a request as a span of its own; without a traced request it costs a look. `told` says what came of it, once it is known.
 */
export async function inSpan<T>(
  name: SpanName,
  attributes: SpanAttributes,
  work: () => Promise<T>,
  told?: (result: T) => SpanAttributes,
): Promise<T> {
  const context = requestContext();
  const parent = context?.span;
  if (context === undefined || !(parent instanceof ActiveSpan)) return work();
  const span = new ActiveSpan(parent.tracer, parent, parent.budget);
  try {
    const result = await withRequestContext({ ...context, span }, work);
    span.end(name, KINDS[name], { ...attributes, ...told?.(result) }, false);
    return result;
  } catch (error) {
    span.end(name, KINDS[name], { ...attributes, 'error.type': errorType(error) }, true);
    throw error;
  }
}

/** Asks services of ours, and tells them which trace it is; for nobody else: to others it says who is a customer of whom. */
export function tracedFetch(send: typeof fetch): typeof fetch {
  return (input, init) => {
    const span = activeSpan();
    if (span === undefined) return send(input, init);
    const headers = new Headers(init?.headers);
    headers.set('traceparent', formatTraceParent(span));
    return send(input, { ...init, headers });
  };
}

function errorType(error: unknown): (typeof ATTRIBUTES)['error.type'][number] {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return ATTRIBUTES['error.type'].find((one) => one === code) ?? 'failed';
}

function sampled(ratio: number): boolean {
  if (ratio <= 0 || ratio >= 1) return ratio >= 1;
  const [a = 0, b = 0, c = 0] = randomOctets(3);
  return (a * 65_536 + b * 256 + c) / 16_777_216 < ratio;
}

function perSecond(most: number): () => boolean {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(systemClock.now() / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    return count <= most;
  };
}
