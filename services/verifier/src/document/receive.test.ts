import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { serve } from '@kazasu/server/http';
import { randomId } from '@kazasu/server/random';
import { createWorld, PURPOSE } from '../testing/index.ts';
import { DocumentGate, SMALL_DOCUMENT } from './gate.ts';
import { type ReceiveOptions, receive } from './receive.ts';

const arriving = { mediaType: 'application/pdf', contentType: 'application/pdf', length: undefined };
const of = (octets: number) => ({ ...arriving, stream: new Response(new Uint8Array(octets)).body });
const options = (gate: DocumentGate, more: Partial<ReceiveOptions> = {}): ReceiveOptions => ({
  tenantId: 'first',
  gate,
  most: 500,
  stallMs: 10_000,
  rateMin: 1,
  ...more,
});

const gateOf = (most: number, reserve = 0) => new DocumentGate({ most, reserve });

test('what declares too much is refused before anything is read, and a stream ends at its bound', async () => {
  const gate = gateOf(1_000);
  let pulled = 0;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
  const declared = receive({ ...arriving, stream: endless(), length: 501 }, options(gate));
  await assert.rejects(declared, { code: 'body-too-large' });
  assert.ok(pulled <= 1);
  const more = receive({ ...arriving, stream: endless(), length: 10 }, options(gate));
  await assert.rejects(more, { code: 'body-too-large' });
  assert.ok(pulled < 12, String(pulled));
  assert.equal(gate.held, 0);
});

test('documents of all together are bounded, those of one tenant by half of that, and room is given back', async () => {
  const gate = gateOf(1_000);
  const receiveOf = (tenantId: string, octets: number) => receive(of(octets), options(gate, { tenantId }));
  const full = { code: 'capacity-exhausted', facts: { retryAfter: 5 } };
  const first = await receiveOf('first', 400);
  await assert.rejects(receiveOf('first', 101), full);
  const second = await receiveOf('second', 500);
  assert.equal(gate.held, 900);
  await assert.rejects(receiveOf('third', 101), full);
  (await receiveOf('third', 100)).release();
  for (const one of [first, first, second]) one.release();
  assert.equal(gate.held, 0);
  (await receiveOf('first', 500)).release();
});

test('who stops sending is refused, and lets go of what was sent', async () => {
  const gate = gateOf(1_000);
  const stream = new ReadableStream<Uint8Array>({ start: (into) => into.enqueue(new Uint8Array(400)) });
  const stalled = receive({ ...arriving, stream }, options(gate, { stallMs: 50 }));
  await assert.rejects(stalled, { code: 'document-stalled' });
  assert.equal(gate.held, 0);
});

test('nobody holds what came fast by a drip behind it, and the rest of a document needs no rate', async () => {
  const gate = gateOf(1_000);
  const arrivingAs = (first: number, then: readonly number[], everyMs: number) =>
    new ReadableStream<Uint8Array>({
      start: async (into) => {
        into.enqueue(new Uint8Array(first));
        for (const octets of then) {
          await new Promise((resolve) => setTimeout(resolve, everyMs));
          into.enqueue(new Uint8Array(octets));
        }
        into.close();
      },
    });
  // Nine octets in each three tenths of a second.
  const pace = { stallMs: 300, rateMin: 30 };
  const drip = receive({ ...arriving, stream: arrivingAs(400, Array(50).fill(1), 50) }, options(gate, pace));
  await assert.rejects(drip, { code: 'document-stalled' });
  assert.equal(gate.held, 0);
  const steady = arrivingAs(4, Array(12).fill(8), 40);
  assert.equal((await receive({ ...arriving, stream: steady }, options(gate, pace))).octets.length, 100);
  const short = arrivingAs(1, [1, 1], 5);
  assert.equal((await receive({ ...arriving, stream: short }, options(gate, pace))).octets.length, 3);
});

test('small documents come in while large ones have all the room, of one tenant an eighth of what is kept for them', async () => {
  const small = SMALL_DOCUMENT;
  const gate = gateOf(4 * small, 16 * small);
  const receiveOf = (tenantId: string, octets: number, length?: number) =>
    receive({ ...of(octets), length }, options(gate, { tenantId, most: 4 * small }));
  const large = await Promise.all([receiveOf('first', 2 * small), receiveOf('second', 2 * small)]);
  const full = { code: 'capacity-exhausted' };
  await assert.rejects(receiveOf('third', small + 1), full);
  await assert.rejects(receiveOf('third', 10, small + 1), full, 'what says that it is large');
  assert.equal(gate.held, 4 * small);
  const two = await Promise.all([receiveOf('third', small, small), receiveOf('third', small)]);
  await assert.rejects(receiveOf('third', 1), full);
  const own = await receiveOf('first', small, small);
  assert.equal(gate.held, 7 * small);
  for (const one of [...large, ...two, own]) {
    one.release();
    one.release();
  }
  assert.equal(gate.held, 0);
});

test('over the network too: others are refused no longer than somebody stalls', async (t) => {
  const limits = { documentMax: 2_000, documentsInFlightMax: 4_000, documentStallMs: 300 };
  const world = await createWorld({ limits });
  t.after(() => world.close());
  const member = await world.tenant();
  const server = await serve(world.verifier.app, { hostname: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  const socket = connect(server.port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write(
    [
      'POST /v1/verifications HTTP/1.1',
      `Host: 127.0.0.1:${server.port}`,
      `Authorization: Bearer ${member.token}`,
      'Content-Type: application/pdf',
      'Content-Length: 2000',
      `Idempotency-Key: ${randomId()}`,
      `Kazasu-Purpose: ${PURPOSE}`,
      '',
      '%PDF-1.7'.padEnd(1_000),
    ].join('\r\n'),
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1\.1 408 [\s\S]*document-stalled/);
  const largest = await member.ask('/v1/verifications', {
    method: 'POST',
    headers: {
      'content-type': 'application/pdf',
      'idempotency-key': randomId(),
      'kazasu-purpose': PURPOSE,
    },
    body: new Uint8Array(2_000),
  });
  assert.equal(largest.status, 422);
});

test('a verifier that a tenant could never send the largest document is none', async () => {
  const limits = { documentMax: 2_000_000, documentsInFlightMax: 3_999_999 };
  await assert.rejects(createWorld({ limits }), { name: 'ConfigError' });
});
