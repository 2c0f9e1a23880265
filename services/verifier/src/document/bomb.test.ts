/** Documents made to take time or memory: each is ended at its bound, and nobody else waits for it. */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { after, before, test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { randomId } from '@kazasu/server/random';
import { signedPdf } from '../testing/documents.ts';
import { createWorld, type Member, PURPOSE, type World } from '../testing/index.ts';

let world: World;
let member: Member;
before(async () => {
  world = await createWorld({ limits: { documentTimeMs: 3_000, documentsInFlightMax: 64 * 1024 * 1024 } });
  member = await world.tenant();
});
after(() => world.close());

const send = (type: string, body: BodyInit, more: RequestInit = {}) =>
  member.ask('/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': type, 'idempotency-key': randomId(), 'kazasu-purpose': PURPOSE },
    body,
    ...more,
  });

const bombs: Readonly<Record<string, () => [type: string, body: string]>> = {
  'a million brackets': () => ['application/pdf', `%PDF-1.7\n1 0 obj\n${'['.repeat(1_000_000)}`],
  'half a million elements within each other': () => [
    'application/xml',
    `${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}`,
  ],
  'entities of entities': () => [
    'application/xml',
    `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "&b;&b;&b;&b;&b;&b;&b;&b;">`).join('')}]><a>&b19;</a>`,
  ],
  'an entity from elsewhere': () => [
    'application/xml',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ],
  'ten million attributes': () => ['application/xml', `<a ${'b="" '.repeat(2_000_000)}/>`],
  'a thousand references to one object': () => [
    'application/pdf',
    `%PDF-1.7\n${Array.from({ length: 1_000 }, (_, i) => `${i} 0 obj\n[${`${i + 1} 0 R `.repeat(1_000)}]\nendobj\n`).join('')}`,
  ],
  'lengths that are not there': () => ['application/pkcs7-mime', '\x30\x84\x7f\xff\xff\xff'.repeat(100_000)],
};

for (const [name, make] of Object.entries(bombs)) {
  test(`${name}: refused in bounded time, and others are answered meanwhile`, async () => {
    const [type, body] = make();
    const begun = performance.now();
    let slowest = 0;
    let over = false;
    const answered = send(type, toUtf8(body) as BodyInit).finally(() => {
      over = true;
    });
    while (!over) {
      const asked = performance.now();
      await (await world.ask('/healthz')).text();
      await new Promise((resolve) => setTimeout(resolve, 5));
      slowest = Math.max(slowest, performance.now() - asked);
    }
    const response = await answered;
    const problem = (await response.json()) as { code: string };
    assert.equal(response.status, 422, problem.code);
    assert.match(problem.code, /^document-/);
    assert.ok(performance.now() - begun < 60_000);
    assert.ok(slowest < 2_000, `the slowest answer to somebody else took ${slowest} ms`);
  });
}

test('after all this a good document is judged', async () => {
  const pdf = signedPdf(await world.card(), world.authority.clock.now());
  const response = await send('application/pdf', pdf as BodyInit);
  assert.equal(((await response.json()) as { verdict: string }).verdict, 'valid');
});

test('nothing of all this is held: the largest document that may be finds room', async () => {
  const response = await send('application/pdf', new Uint8Array(32 * 1024 * 1024));
  assert.equal(response.status, 422, await response.text());
});
