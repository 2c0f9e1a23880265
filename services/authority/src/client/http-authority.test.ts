import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AuthorityClient,
  AuthorityUnreachable,
  type AuthorityUnreachableCode,
  httpAuthority,
} from './index.ts';
import { bounded } from './question.ts';

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

test('a refusal is told by the authority’s own code, if it is a code', async () => {
  const bodies: [string, string | undefined][] = [
    ['{"error":"consent_ended","message":"the consent is over"}', 'consent_ended'],
    ['{"error":"Consent ended, 見本　花子","message":""}', undefined],
    ['{"error":5}', undefined],
    ['{', undefined],
    [`{"error":"consent_ended","message":"${'x'.repeat(5000)}"}`, undefined],
  ];
  for (const [body, refusal] of bodies) {
    const client = clientOver(() => new Response(body, { status: 403, headers: JSON_TYPE }));
    await assert.rejects(client.latestItems({ consentId: 'a', purpose: 'b' }), {
      code: 'authority/refused',
      refusal,
    });
  }
});

test('a purpose goes in its header, and none where none is named', async () => {
  const seen: (string | null)[] = [];
  const client = clientOver((request) => {
    seen.push(request.headers.get('Kazasu-Purpose'));
    return new Response(null, { status: 500 });
  });
  const question = { purpose: 'status-check' };
  await rejectsWith(client.crl('ab', 'cd', question), 'authority/refused');
  await rejectsWith(client.ocsp(new Uint8Array(1), question), 'authority/refused');
  await rejectsWith(client.lineage(ID, question), 'authority/refused');
  const { signal } = new AbortController();
  await rejectsWith(client.crlStream('ab', 'cd', { signal, ...question }), 'authority/refused');
  await rejectsWith(client.lineage(ID), 'authority/refused');
  assert.deepEqual(seen, [...Array<string>(4).fill('status-check'), null]);
});

test('what is handed on to the authority has the members of the contract and no others', async () => {
  const bodies: unknown[] = [];
  const client = clientOver(async (request) => {
    bodies.push(await request.json());
    return new Response(null, { status: 500 });
  });
  const message = { statement: 'AA==', certificate: 'AQ==', signature: 'Ag==' };
  await rejectsWith(
    client.giveConsent({ ...message, name: '見本　花子' } as typeof message),
    'authority/refused',
  );
  const question = { consentId: 'a', purpose: 'b', personId: 'c' };
  await rejectsWith(client.latestItems(question), 'authority/refused');
  assert.deepEqual(bodies, [message, { consentId: 'a', purpose: 'b' }]);
});

test('a list that is streamed is cut off at its bound, one without end too', async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 10;
      yield new Uint8Array(10);
    }
  }
  let got = 0;
  await rejectsWith(
    (async () => {
      for await (const chunk of bounded(endless(), 25)) got += chunk.length;
    })(),
    'authority/malformed',
  );
  assert.deepEqual([got, sent], [20, 30]);
});
