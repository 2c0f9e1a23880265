/** Documents made to take time or memory: each is ended at its bound, and nobody else waits for it. */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { toUtf8 } from '@kazasu/bytes';
import { SIGNATURE_PROFILE, verifyPades } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import { signedPdf, withCrossReferences, withField } from '../testing/documents.ts';
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

/** What the judge says of a PDF that is a bomb: it was followed until a limit was reached. */
const LIMIT = 'pades.file budget';

const bombs: Readonly<Record<string, () => [type: string, body: Uint8Array, reason?: string]>> = {
  'a PDF whose signature is a million brackets': () => [
    'application/pdf',
    withField(`<< /FT /Sig /T (a) /V ${'['.repeat(1_000_000)} >>`),
    LIMIT,
  ],
  'a PDF whose signature is a million numbers': () => [
    'application/pdf',
    withField(`<< /FT /Sig /T (a) /V [${'0 '.repeat(1_000_000)}] >>`),
    LIMIT,
  ],
  'a PDF of a thousand fields that are each other’s': () => [
    'application/pdf',
    withField(
      '<< /T (a) /Kids [6 0 R] >>',
      Array.from(
        { length: 1_000 },
        (_, i) => `<< /Kids [${`${6 + ((i + 1) % 1_000)} 0 R `.repeat(1_000)}] >>`,
      ),
    ),
    LIMIT,
  ],
  'a PDF whose cross-references unfold a thousandfold': () => [
    'application/pdf',
    unfolding(64 * 1024 * 1024),
    'pades.file malformed',
  ],
  'half a million elements within each other': () => [
    'application/xml',
    toUtf8(`${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}`),
  ],
  'entities of entities': () => [
    'application/xml',
    toUtf8(
      `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "&b;&b;&b;&b;&b;&b;&b;&b;">`).join('')}]><a>&b19;</a>`,
    ),
  ],
  'an entity from elsewhere': () => [
    'application/xml',
    toUtf8('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
  ],
  'two million attributes': () => ['application/xml', toUtf8(`<a ${'b="" '.repeat(2_000_000)}/>`)],
  'lengths that are not there': () => [
    'application/pkcs7-mime',
    toUtf8('\x30\x84\x7f\xff\xff\xff'.repeat(100_000)),
  ],
};

function unfolding(octets: number): Uint8Array {
  return withCrossReferences('/Size 10 /W [1 2 0] /Filter /FlateDecode', deflateSync(new Uint8Array(octets)));
}

function reasonOf(pdf: Uint8Array): string | undefined {
  const options = {
    anchors: [],
    time: Date.UTC(2026, 0),
    profile: SIGNATURE_PROFILE,
    revocation: 'required',
  } as const;
  const broken = verifyPades(pdf, options).checks.find(({ status }) => status === 'failed');
  return broken && `${broken.id} ${broken.reason}`;
}

test('it is the unfolding that is refused, not what it is made of', () => {
  assert.notEqual(reasonOf(unfolding(30)), reasonOf(unfolding(64 * 1024 * 1024)));
});

for (const [name, make] of Object.entries(bombs)) {
  test(`${name}: refused in bounded time, and others are answered meanwhile`, async () => {
    const [type, body, reason] = make();
    if (reason !== undefined) assert.equal(reasonOf(body), reason);
    const begun = performance.now();
    let slowest = 0;
    let over = false;
    const answered = send(type, body as BodyInit).finally(() => {
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
