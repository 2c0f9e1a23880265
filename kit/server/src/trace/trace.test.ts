import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { Hono } from 'hono';
import { requestLog } from '../http/index.ts';
import { createLog } from '../log/index.ts';
import { createMetrics } from '../metrics/index.ts';
import { openStore, type Store, StoreError } from '../store/index.ts';
import {
  createTracer,
  formatTraceParent,
  inSpan,
  parseTraceParent,
  type Tracer,
  tracedFetch,
} from './index.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: { readonly key: string; readonly value: Record<string, string> }[];
  readonly status: { readonly code: number };
}

/** Takes OTLP/HTTP in JSON as a collector does, and keeps what came. */
let receiver: Server;
let url = '';
let bodies: string[] = [];
let answerWith = 200;
let store: Store;
const lines: string[] = [];
const log = createLog({ service: 'desk', destination: { write: (line) => void lines.push(line) } });

before(async () => {
  receiver = createServer(async (request, response) => {
    assert.equal(request.headers['content-type'], 'application/json');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString());
    response.writeHead(answerWith, { 'content-type': 'application/json' }).end('{}');
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  url = `http://127.0.0.1:${port}/v1/traces`;
  store = await openStore({ file: ':memory:' });
  await store.run('CREATE TABLE desk_thing (id TEXT PRIMARY KEY)');
});
after(async () => {
  receiver.close();
  receiver.closeAllConnections();
  await store.close();
});
beforeEach(() => {
  bodies = [];
  lines.length = 0;
  answerWith = 200;
});

function desk(changes: { ratio?: number; trustParent?: boolean } = {}) {
  const metrics = createMetrics('desk');
  const tracer = createTracer(
    { url, ratio: 1, trustParent: false, ...changes },
    { service: 'desk', log, metrics },
  );
  assert.ok(tracer);
  const app = new Hono();
  app.use(requestLog(log), tracer.middleware);
  return { app, tracer, metrics };
}

async function spansOf(tracer: Tracer): Promise<Span[]> {
  await tracer.flush();
  return bodies.flatMap((body) => {
    const { resourceSpans } = JSON.parse(body);
    return resourceSpans.flatMap((one: { scopeSpans: { spans: Span[] }[] }) =>
      one.scopeSpans.flatMap(({ spans }) => spans),
    );
  });
}

const said = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

test('the steps of a request are spans below it, in the form of OTLP', async () => {
  const { app, tracer } = desk();
  tracer.watch(store);
  app.get('/things/:id', async (context) => {
    await store.run('INSERT INTO desk_thing (id) VALUES ($1)', [context.req.param('id')]);
    await inSpan(
      'judgement',
      {},
      async () => 1,
      () => ({ 'kazasu.verdict': 'passed' }),
    );
    await assert.rejects(
      inSpan('authority', { 'kazasu.call': 'crl' }, () =>
        store.run('INSERT INTO desk_thing (id) VALUES ($1)', [context.req.param('id')]),
      ),
    );
    return context.text('', 503);
  });
  const began = Date.now();
  await app.request('/things/secret-thing?code=secret', {
    headers: { cookie: 'secret', 'user-agent': 'secret' },
  });
  const spans = await spansOf(tracer);
  assert.doesNotMatch(bodies.join(), /secret|INSERT|desk_thing/);
  const request = spans.find(({ name }) => name === 'request');
  assert.ok(request);
  const told = spans
    // Those are shared by all who write at the same time.
    .filter((span) => !['begin', 'commit'].includes(String(said(span)['db.operation.name'])))
    .map((span) => {
      const parent = spans.find(({ spanId }) => spanId === span.parentSpanId)?.name;
      return [span.name, parent, span.kind, span.status.code, said(span)];
    });
  assert.deepEqual(told, [
    ['statement', 'request', 3, 0, { 'db.operation.name': 'insert' }],
    ['judgement', 'request', 1, 0, { 'kazasu.verdict': 'passed' }],
    ['statement', 'authority', 3, 2, { 'db.operation.name': 'insert', 'error.type': 'store/constraint' }],
    ['authority', 'request', 3, 2, { 'kazasu.call': 'crl', 'error.type': 'store/constraint' }],
    [
      'request',
      undefined,
      2,
      2,
      { 'http.request.method': 'GET', 'http.route': '/things/:id', 'http.response.status_code': 503 },
    ],
  ]);
  for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans) {
    assert.equal(traceId, request.traceId);
    assert.match(traceId, /^[0-9a-f]{32}$/);
    assert.match(spanId, /^[0-9a-f]{16}$/);
    assert.match(startTimeUnixNano, /^\d{19}$/);
    assert.ok(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano));
    assert.ok(Math.abs(Number(BigInt(startTimeUnixNano) / 1_000_000n) - began) < 60_000);
  }
  const { resource } = JSON.parse(bodies[0] ?? '').resourceSpans[0];
  assert.deepEqual(
    resource.attributes.map(({ key }: { key: string }) => key),
    ['service.name', 'service.version'],
  );
  const { requestId, traceId } = JSON.parse(lines[0] ?? '');
  assert.equal(traceId, request.traceId);
  assert.match(requestId, /^[\w-]{8}-[0-9a-z]+$/);
});

test('what is on no list is not sent, whatever the types were told', async () => {
  const { app, tracer } = desk();
  app.get('/', async (context) => {
    const odd = {
      'kazasu.call': 'secret',
      name: 'secret',
      'error.type': 'secret',
      'http.route': 7,
    } as object;
    await inSpan(
      'signature',
      odd,
      async () => 'secret',
      () => ({ 'kazasu.verdict': 'secret' }) as object,
    );
    return context.text('secret');
  });
  await app.request('/', { method: 'SECRET' });
  await app.request('/');
  const spans = await spansOf(tracer);
  assert.equal(spans.length, 3);
  assert.doesNotMatch(bodies.join(), /secret/i);
  assert.deepEqual(said(spans.find(({ name }) => name === 'signature') as Span), {});
});

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a parent is read in the one form of W3C trace context', () => {
  assert.deepEqual(parseTraceParent(PARENT), {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    sampled: true,
  });
  assert.equal(parseTraceParent(PARENT.replace(/01$/, '00'))?.sampled, false);
  assert.equal(
    formatTraceParent({ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }),
    PARENT,
  );
  const wrong = [
    undefined,
    '',
    PARENT.toUpperCase(),
    PARENT.replace(/^00/, 'ff'),
    PARENT.replace(/^00/, '01'),
    `${PARENT}-00`,
    ` ${PARENT}`,
    PARENT.slice(1),
    PARENT.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
    PARENT.replace('b7ad6b7169203331', '0'.repeat(16)),
  ];
  for (const header of wrong) assert.equal(parseTraceParent(header), undefined, header);
});

test('a parent counts where callers are trusted, at most fifty times a second, and only services of ours hear of it', async () => {
  const sent: (string | null)[] = [];
  const send = tracedFetch(async (_, init) => {
    sent.push(new Headers(init?.headers).get('traceparent'));
    return new Response();
  });
  const ask = async ({ app }: { app: Hono }, traceparent: string) => {
    app.get('/ask', async (context) => context.text((await send('http://authority.example')).statusText));
    await app.request('/ask', { headers: { traceparent } });
  };
  const trusting = desk({ trustParent: true, ratio: 0 });
  await ask(trusting, PARENT);
  const [span] = await spansOf(trusting.tracer);
  assert.deepEqual([span?.traceId, span?.parentSpanId], [PARENT.slice(3, 35), PARENT.slice(36, 52)]);
  assert.equal(sent.pop(), `00-${span?.traceId}-${span?.spanId}-01`);
  for (const header of [PARENT.replace(/01$/, '00'), 'x'])
    await ask(desk({ trustParent: true, ratio: 0 }), header);
  assert.deepEqual(sent, [null, null]);
  bodies = [];
  const other = desk({ trustParent: false });
  await ask(other, PARENT);
  const [own] = await spansOf(other.tracer);
  assert.notEqual(own?.traceId, PARENT.slice(3, 35));
  assert.equal(own?.parentSpanId, undefined);
  bodies = [];
  for (let i = 0; i < 120; i++) await trusting.app.request('/ask', { headers: { traceparent: PARENT } });
  const many = await spansOf(trusting.tracer);
  assert.ok(many.length <= 100, `${many.length} within two seconds at most`);
});

test('a part of the requests is traced, and one that runs in circles is cut off', async () => {
  const part = desk({ ratio: 0.3 });
  part.app.get('/', (context) => context.text(''));
  for (let i = 0; i < 1_000; i++) await part.app.request('/');
  const { length } = await spansOf(part.tracer);
  assert.ok(length > 200 && length < 400, String(length));
  bodies = [];
  const circle = desk();
  circle.app.get('/', async (context) => {
    for (let i = 0; i < 1_000; i++) await inSpan('judgement', {}, async () => i);
    return context.text('');
  });
  await circle.app.request('/');
  assert.equal((await spansOf(circle.tracer)).length, 200);
});

test('a collector that is away or refuses costs the requests nothing, and is counted', async () => {
  const { app, tracer, metrics } = desk();
  app.get('/', (context) => context.text('fine'));
  answerWith = 503;
  for (let i = 0; i < 3_000; i++) assert.equal((await app.request('/')).status, 200);
  assert.match(await metrics.text(), /^kazasu_queue_length\{service="desk",queue="spans"\} 2048$/m);
  lines.length = 0;
  await tracer.close();
  assert.match(await metrics.text(), /^kazasu_trace_spans_dropped_total\{service="desk"\} 3000$/m);
  assert.ok(lines.some((line) => JSON.parse(line).event === 'trace.export.failed'));
});

test('without settings there is no tracer, and a step is just done', async () => {
  const metrics = createMetrics('desk');
  assert.equal(createTracer(undefined, { service: 'desk', log, metrics }), undefined);
  assert.equal(await inSpan('judgement', {}, async () => 7), 7);
  await assert.rejects(
    inSpan('judgement', {}, () => Promise.reject(new StoreError('store/conflict', 'x'))),
    { code: 'store/conflict' },
  );
});
