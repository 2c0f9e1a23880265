import { codeOf, type Log } from '../log/index.ts';
import type { FinishedSpan } from './span.ts';

/** Spans that wait at most; further ones are dropped and counted: a collector that is away costs no memory. */
const QUEUE_MAX = 2_048;
const BATCH_MAX = 512;
const EVERY_MS = 5_000;
const TIMEOUT_MS = 5_000;

/** `ExportTraceServiceRequest` of OTLP in its JSON encoding: what goes out, and nothing else. */
export function encodeSpans(service: string, version: string, spans: readonly FinishedSpan[]): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: {
          attributes: [attribute('service.name', `kazasu-${service}`), attribute('service.version', version)],
        },
        scopeSpans: [{ scope: { name: 'kazasu' }, spans: spans.map(encoded) }],
      },
    ],
  });
}

function encoded(span: FinishedSpan) {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentId !== undefined && { parentSpanId: span.parentId }),
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: nanoseconds(span.startedAt),
    endTimeUnixNano: nanoseconds(span.endedAt),
    attributes: span.attributes.map(([name, value]) => attribute(name, value)),
    // OTLP: 0 unset, 2 error. A message is never sent.
    status: { code: span.failed ? 2 : 0 },
  };
}

function attribute(key: string, value: string | number) {
  return { key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } };
}

/** 64 bits are text in JSON. */
function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(milliseconds * 1_000)) * 1_000n);
}

export interface SpanExport {
  add(span: FinishedSpan): void;
  /** How many were dropped so far. */
  dropped(): number;
  waiting(): number;
  /** Sends what waits. Never rejects. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface SpanExportOptions {
  readonly service: string;
  readonly version: string;
  /** Where OTLP/HTTP is taken, such as `http://localhost:4318/v1/traces`. */
  readonly url: string;
  readonly log: Log;
}

/** Sends finished spans in batches, beside the requests; a batch that is not taken is dropped. */
export function createSpanExport({ service, version, url, log }: SpanExportOptions): SpanExport {
  let queue: FinishedSpan[] = [];
  let dropped = 0;
  let sending = Promise.resolve();
  const send = async () => {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_MAX);
      queue = queue.slice(BATCH_MAX);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: encodeSpans(service, version, batch),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error('not taken');
      } catch (error) {
        dropped += batch.length;
        log.warn('trace.export.failed', { code: codeOf(error), count: batch.length });
      }
    }
  };
  const flush = () => {
    sending = sending.then(send);
    return sending;
  };
  const timer = setInterval(() => void flush(), EVERY_MS);
  timer.unref();
  return {
    add: (span) => {
      if (queue.length < QUEUE_MAX) queue.push(span);
      else dropped += 1;
    },
    dropped: () => dropped,
    waiting: () => queue.length,
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
