/** One request is one trace over all the services of ours that it needs, and others are not told of it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { toBase64 } from '@kazasu/bytes';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import { createTimestampService } from '@kazasu/timestamp';
import { createWorld, must, PURPOSE, signDocuments } from './testing/index.ts';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** A collector of OTLP/HTTP in JSON, as far as this test reads it. */
async function collector() {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = JSON.parse(Buffer.concat(chunks).toString());
    for (const { resource, scopeSpans } of sent.resourceSpans) {
      const service = resource.attributes.find(({ key }: { key: string }) => key === 'service.name');
      const name = service.value.stringValue.replace('kazasu-', '');
      for (const span of scopeSpans[0].spans) spans.push({ ...span, service: name });
    }
    response.writeHead(200).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const close = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/v1/traces`, spans, close };
}

/** From the span up to the first of its trace: `service name` of each. */
function lineOf(spans: readonly Span[], span: Span | undefined): string[] {
  if (span === undefined) return [];
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  assert.ok(parent === undefined || parent.traceId === span.traceId);
  return [`${span.service} ${span.name}`, ...lineOf(spans, parent)];
}

for (const traceContext of [true, false]) {
  test(`a trace reaches the authority, and ${traceContext ? 'a unit of ours' : 'not a unit of somebody else’s'}`, async () => {
    const { url, spans, close } = await collector();
    const ours = { url, ratio: 0, trustParent: true };
    const store = await openStore({ file: ':memory:' });
    const clock = settableClock(0);
    const told: (string | null)[] = [];
    const options = { store, keys: memoryKeys(), clock, log: silentLog };
    const probe = await createWorld();
    clock.set(probe.authority.clock.now());
    await probe.close();
    const unit = await createTimestampService({ ...options, tracing: ours });
    const timestamp = { url: 'https://unit.example/tsr', crls: ['https://unit.example/crl'], traceContext };
    const world = await createWorld({ timestamp, tracing: { url, ratio: 1 }, issuing: { tracing: ours } }, [
      toBase64(unit.anchor),
    ]);
    world.network = async (path, forward, init) => {
      if (path !== '/tsr' && path !== '/crl') return forward();
      told.push(new Headers(init?.headers).get('traceparent'));
      return unit.app.request(path, init);
    };
    const tenant = await world.tenant();
    const documents = signDocuments(await world.card(), ['a contract']);
    await must(201, await tenant.verify({ purpose: PURPOSE, ...documents }));
    await must(200, await world.operate('POST', '/admin/evidence/heads'));
    await world.close();
    await unit.close();
    await store.close();
    await close();

    const asked = spans.find(({ service, name }) => service === 'authority' && name === 'request');
    assert.deepEqual(lineOf(spans, asked).slice(0, 3), [
      'authority request',
      'verifier authority',
      'verifier judgement',
    ]);
    assert.equal(lineOf(spans, asked).at(-1), 'verifier request');
    assert.ok(spans.some(({ service, name }) => service === 'authority' && name === 'statement'));

    const signed = spans.find(({ service, name }) => service === 'timestamp' && name === 'signature');
    const line = ['timestamp signature', 'timestamp request', 'verifier timestamp', 'verifier request'];
    assert.deepEqual(lineOf(spans, signed), traceContext ? line : []);
    assert.equal(
      told.every((header) => header === null),
      !traceContext,
    );
    assert.ok(spans.some(({ service, name }) => service === 'verifier' && name === 'timestamp'));
  });
}
