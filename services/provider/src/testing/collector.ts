import { once } from 'node:events';
import { createServer } from 'node:http';

/** Where traces are sent: takes OTLP/HTTP in JSON, and keeps what came. */
export interface Collector {
  readonly url: string;
  /** The bodies so far, once each of these services has sent some. */
  spans(...services: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    server.emit('batch');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    spans: async (...services) => {
      const signal = AbortSignal.timeout(20_000);
      const isThere = (service: string) =>
        bodies.some((body) => body.includes(`{"stringValue":"kazasu-${service}"}`));
      while (!services.every(isThere)) await once(server, 'batch', { signal });
      return bodies.join('\n');
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface SentSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

interface Body {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue: string };
      }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<SentSpan, 'service'>[] }[];
  }[];
}

export function spansOf(bodies: string): SentSpan[] {
  return bodies
    .split('\n')
    .flatMap((body) => (JSON.parse(body) as Body).resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const named = resource.attributes.find(({ key }) => key === 'service.name');
      const service = named?.value.stringValue.replace('kazasu-', '') ?? '';
      return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
    });
}

/** From a span up to the first of its trace: `service name` of each. */
export function lineOf(spans: readonly SentSpan[], span: SentSpan | undefined): string[] {
  if (span === undefined) return [];
  const parent = spans.find(
    ({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId,
  );
  return [`${span.service} ${span.name}`, ...lineOf(spans, parent)];
}
