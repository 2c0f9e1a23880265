import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import {
  type AuthorityClient,
  AuthorityUnreachable,
  type AuthorityUnreachableCode,
  httpAuthority,
  withCrlCache,
} from './index.ts';

const ID = { issuerKeyId: 'ab'.repeat(20), serial: '01f3' };
const OLD = { issuerKeyId: 'cd'.repeat(20), serial: '02' };
const JSON_TYPE = { 'content-type': 'application/json' };

function clientOver(answer: (request: Request) => Response | Promise<Response>): AuthorityClient {
  return httpAuthority({
    url: 'http://localhost:4003',
    token: 'verifier-token-of-the-tests',
    fetch: async (input, init) => answer(new Request(input, init)),
  });
}

async function rejectsWith(work: Promise<unknown>, code: AuthorityUnreachableCode): Promise<void> {
  await assert.rejects(work, (error) => error instanceof AuthorityUnreachable && error.code === code);
}

test('each question goes where the contract says, with the token and the right type', async () => {
  const seen: { method: string; url: string; type: string | null; token: string | null; body: string }[] = [];
  const client = clientOver(async (request) => {
    seen.push({
      method: request.method,
      url: request.url,
      type: request.headers.get('content-type'),
      token: request.headers.get('authorization'),
      body: await request.text(),
    });
    if (request.url.endsWith('/ocsp')) {
      return new Response('answer', { headers: { 'content-type': 'application/ocsp-response' } });
    }
    if (request.url.includes('/crl/')) {
      return new Response('list', { headers: { 'content-type': 'application/pkix-crl; charset=binary' } });
    }
    return new Response(JSON.stringify({ lineage: [OLD, ID] }), { headers: JSON_TYPE });
  });
  assert.equal(Buffer.from(await client.crl('ab', 'cd')).toString(), 'list');
  assert.equal(Buffer.from(await client.ocsp(Buffer.from('question'))).toString(), 'answer');
  assert.deepEqual(await client.lineage(ID), [OLD, ID]);
  const token = 'Bearer verifier-token-of-the-tests';
  assert.deepEqual(seen, [
    { method: 'GET', url: 'http://localhost:4003/crl/ab/cd', type: null, token, body: '' },
    {
      method: 'POST',
      url: 'http://localhost:4003/ocsp',
      type: 'application/ocsp-request',
      token,
      body: 'question',
    },
    {
      method: 'POST',
      url: 'http://localhost:4003/v1/serial-links',
      type: 'application/json',
      token,
      body: JSON.stringify(ID),
    },
  ]);
});

test('an unknown certificate has no lineage; any other status is a refusal', async () => {
  assert.equal(await clientOver(() => new Response('{}', { status: 404 })).lineage(ID), undefined);
  for (const status of [204, 302, 401, 403, 500, 503]) {
    const client = clientOver(() => new Response(null, { status, headers: JSON_TYPE }));
    await rejectsWith(client.lineage(ID), 'authority/refused');
    await rejectsWith(client.crl('ab', 'cd'), 'authority/refused');
    await rejectsWith(client.ocsp(new Uint8Array(1)), 'authority/refused');
  }
});

test('an answer of another type is refused', async () => {
  const html = clientOver(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  await rejectsWith(html.crl('ab', 'cd'), 'authority/refused');
  await rejectsWith(html.lineage(ID), 'authority/refused');
});

test('JSON that is not the contract’s is malformed', async () => {
  for (const body of [
    '',
    '{',
    '[]',
    '{"lineage":[{}]}',
    '{"lineage":[{"issuerKeyId":"xx","serial":"1"}]}',
    '\u{feff}{}',
  ]) {
    await rejectsWith(
      clientOver(() => new Response(body, { headers: JSON_TYPE })).lineage(ID),
      'authority/malformed',
    );
  }
});

test('an answer without end is cut off at its bound', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 16_384;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  await rejectsWith(
    clientOver(() => new Response(endless, { headers: JSON_TYPE })).lineage(ID),
    'authority/malformed',
  );
  assert.ok(sent < 200_000, `${sent} bytes were read`);
});

test('an authority that cannot be reached, or breaks off, is unreachable', async () => {
  const refused = clientOver(() => Promise.reject(new TypeError('fetch failed')));
  await rejectsWith(refused.lineage(ID), 'authority/unreachable');
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
  await rejectsWith(
    clientOver(() => new Response(broken, { headers: JSON_TYPE })).lineage(ID),
    'authority/unreachable',
  );
});

test('every question has a time limit and follows no redirect', async () => {
  const client = clientOver((request) => {
    assert.equal(request.redirect, 'error');
    assert.ok(request.signal instanceof AbortSignal && !request.signal.aborted);
    return new Response(null, { status: 500 });
  });
  await rejectsWith(client.lineage(ID), 'authority/refused');
});

function counting(answer: (scope: string) => Promise<Uint8Array>): {
  client: AuthorityClient;
  asked: string[];
} {
  const asked: string[] = [];
  const none = () => Promise.reject(new Error('not asked in this test'));
  const client = {
    crl: (issuer: string, scope: string) => {
      asked.push(`${issuer}/${scope}`);
      return answer(scope);
    },
    crlStream: none,
    ocsp: none,
    lineage: none,
  };
  return { client, asked };
}

test('a list is fetched once for all who want it at the same time, and again after a minute', async () => {
  const clock = settableClock(0);
  const { client, asked } = counting(async (scope) => Buffer.from(scope));
  const cache = withCrlCache(client, clock);
  const lists = await Promise.all(Array.from({ length: 50 }, () => cache.crl('a', 'x')));
  assert.deepEqual(asked, ['a/x']);
  assert.ok(
    lists.every((list) => list === lists[0]),
    'the same bytes, so that they are read once',
  );
  await cache.crl('a', 'y');
  await cache.crl('b', 'x');
  clock.advance(59_999);
  await cache.crl('a', 'x');
  assert.equal(asked.length, 3);
  clock.advance(1);
  await cache.crl('a', 'x');
  assert.equal(asked.length, 4);
});

test('while the authority is away the list from before is given; without one the failure is', async () => {
  const clock = settableClock(0);
  let away = false;
  const { client, asked } = counting(async (scope) => {
    if (away) throw new AuthorityUnreachable('authority/unreachable', 'away');
    return Buffer.from(scope);
  });
  const cache = withCrlCache(client, clock);
  const list = await cache.crl('a', 'x');
  away = true;
  clock.advance(60_000);
  assert.equal(await cache.crl('a', 'x'), list);
  await rejectsWith(cache.crl('a', 'y'), 'authority/unreachable');
  away = false;
  assert.notEqual(await cache.crl('a', 'x'), list, 'a failure is not remembered');
  assert.deepEqual(await cache.crl('a', 'y'), Buffer.from('y'));
  assert.equal(asked.length, 5);
});
