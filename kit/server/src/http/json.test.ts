import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { HttpError, type HttpErrorCode } from './http-error.ts';
import { readJson } from './json.ts';

const Order = v.strictObject({ id: v.pipe(v.string(), v.maxLength(8)), count: v.number() });

function post(body: BodyInit, type = 'application/json'): Request {
  return new Request('http://localhost/', { method: 'POST', body, headers: { 'Content-Type': type } });
}

function refused(request: Request, code: HttpErrorCode): Promise<void> {
  return assert.rejects(readJson(request, Order, 60), (error) => {
    assert.ok(error instanceof HttpError);
    assert.equal(error.code, code);
    assert.ok(!error.message.includes('secret'), error.message);
    return true;
  });
}

test('JSON that the schema takes is returned', async () => {
  const order = await readJson(post('{"id":"a","count":1}', 'application/json; charset=utf-8'), Order, 60);
  assert.deepEqual(order, { id: 'a', count: 1 });
});

test('anything else is refused, without quoting it', async () => {
  await refused(post('{"id":"a","count":1}', 'text/plain'), 'http/media-type');
  await refused(post('{"id":"secret secret","count":1}'), 'http/malformed');
  await refused(post('{"id":"a","count":"secret"}'), 'http/malformed');
  await refused(post('{"id":"a","count":1,"secret":1}'), 'http/malformed');
  await refused(post('{"id":"a"'), 'http/malformed');
  await refused(post(''), 'http/malformed');
  await refused(post(Uint8Array.of(0x22, 0xff, 0x22)), 'http/malformed');
  await refused(post(`{"id":"a","count":1${' '.repeat(60)}}`), 'http/too-large');
});

test('every refusal has the status that fits', () => {
  assert.equal(new HttpError('http/media-type', '').status, 415);
  assert.equal(new HttpError('http/too-large', '').status, 413);
  assert.equal(new HttpError('http/malformed', '').status, 400);
});

test('whatever octets come in whatever pieces, they are an order of the schema or an HttpError', async () => {
  const good = new TextEncoder().encode('{"id":"a","count":1}');
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 90 }),
    fc.constant(good),
    fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, octet]) => good.with(at, octet)),
    fc.nat(good.length).map((end) => good.subarray(0, end)),
  );
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(octets, fc.integer({ min: 1, max: 30 }), fc.boolean(), async (sent, size, whole) => {
      const body = whole ? sent : inPieces(sent, size);
      const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
      try {
        const order = await readJson(new Request('http://localhost/', init as RequestInit), Order, 60);
        assert.deepEqual(Object.keys(order).sort(), ['count', 'id']);
        assert.ok(sent.length <= 60 && order.id.length <= 8);
        seen.taken += 1;
      } catch (error) {
        assert.ok(error instanceof HttpError, String(error));
        seen.refused += 1;
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(Math.min(seen.taken, seen.refused) > 0);
});

function inPieces(octets: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= octets.length) return controller.close();
      controller.enqueue(octets.slice(sent, sent + size));
      sent += size;
    },
  });
}
