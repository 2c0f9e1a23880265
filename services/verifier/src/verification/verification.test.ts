import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromBase64, toBase64 } from '@kazasu/bytes';
import { randomId } from '@kazasu/server/random';
import type { Problem } from '../problem/index.ts';
import {
  createWorld,
  type Member,
  must,
  PURPOSE,
  type Signed,
  sha256Hex,
  signDocuments,
  type World,
} from '../testing/index.ts';
import type { Verification } from './answer.ts';

let world: World;
let member: Member;
let signed: Signed;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
  signed = signDocuments(await world.card(), ['a contract']);
});
after(() => world.close());

const verified = async (body: object) =>
  (await must(201, await member.verify({ purpose: PURPOSE, ...body }))) as Verification;
const countOf = async () => {
  const { verifications } = (await must(200, await member.ask('/v1/verifications?limit=100'))) as {
    verifications: { id: string }[];
  };
  return verifications.length;
};
const reasonsOf = ({ report }: Verification) =>
  report.checks.flatMap(({ id, status, reason }) => (status === 'failed' ? [`${id}:${reason}`] : []));

test('a signature of a good card is valid, with items, a person and evidence', async () => {
  const answer = await verified(signed);
  assert.equal(answer.verdict, 'valid', JSON.stringify(answer.words, null, 1));
  assert.equal(answer.items?.name, '見本　花子');
  assert.match(answer.items?.nameSubstituteFlags ?? '', /^0{5}$/);
  assert.match(answer.personId ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual(answer.digests, [sha256Hex('a contract')]);
  assert.deepEqual(answer.evidence, { id: answer.id, leafIndex: answer.evidence.leafIndex });

  const again = (await must(200, await member.ask(`/v1/verifications/${answer.id}`))) as Verification;
  const { items: _items, ...rest } = answer;
  assert.deepEqual(again, rest);
});

test('both forms in which a card signs a digest are good, and several at once', async () => {
  const image = await world.card();
  for (const form of ['digest-info', 'bare-hash'] as const) {
    const answer = await verified(signDocuments(image, ['one', 'two', 'three'], form));
    assert.equal(answer.verdict, 'valid', JSON.stringify(reasonsOf(answer)));
    assert.deepEqual(answer.digests, ['one', 'two', 'three'].map(sha256Hex));
  }
});

test('the person is the same after a renewal, another for another tenant, and another for another person', async () => {
  const image = await world.card();
  const before = await verified(signDocuments(image, ['x']));
  const renewed = await world.authority.renew(image.residentId, { pins: { ...image.pins } });
  const after = await verified(signDocuments(renewed, ['y']));
  assert.equal(after.personId, before.personId);
  const other = await world.tenant();
  const body = { purpose: PURPOSE, ...signDocuments(renewed, ['y']) };
  const elsewhere = (await must(201, await other.verify(body))) as Verification;
  assert.notEqual(elsewhere.personId, before.personId);
  assert.notEqual((await verified(signed)).personId, before.personId);
});

const flip = (base64: string) => {
  const octets = fromBase64(base64);
  octets[100] = (octets[100] ?? 0) ^ 1;
  return toBase64(octets);
};
const [only = { digest: '', signature: '' }] = [] as { digest: string; signature: string }[];

const wrong: Readonly<Record<string, () => [body: object, reason: RegExp]>> = {
  'a signature with one bit changed': () => [
    { ...signed, signatures: signed.signatures.map((one) => ({ ...one, signature: flip(one.signature) })) },
    /^values\.signature:wrong$/,
  ],
  'a signature over another digest': () => [
    {
      ...signed,
      signatures: [
        { signature: (signed.signatures[0] ?? only).signature, digest: toBase64(new Uint8Array(32)) },
      ],
    },
    /^values\.signature:wrong$/,
  ],
  'a signature of another length': () => [
    {
      ...signed,
      signatures: signed.signatures.map((one) => ({ ...one, signature: toBase64(new Uint8Array(64)) })),
    },
    /^values\.signature:wrong$/,
  ],
  'a number above the modulus': () => [
    {
      ...signed,
      signatures: signed.signatures.map((one) => ({
        ...one,
        signature: toBase64(new Uint8Array(256).fill(255)),
      })),
    },
    /^values\.signature:wrong$/,
  ],
};

for (const [name, make] of Object.entries(wrong)) {
  test(`${name} is an answer and evidence: not valid, without items, and nobody was asked`, async () => {
    const [body, reason] = make();
    const asked = world.asked.length;
    const answer = await verified(body);
    assert.equal(answer.verdict, 'invalid');
    assert.match(reasonsOf(answer).join(), reason);
    assert.equal(answer.items, undefined);
    assert.equal(answer.personId, undefined);
    assert.equal(world.asked.length, asked);
    await must(200, await member.ask(`/v1/verifications/${answer.id}`));
  });
}

test('the authority is not asked about a signature that is not valid, even where no list is at hand', async () => {
  const where = { code: '48197', prefecture: 'Kaku-ken', city: 'Shirazu-shi' };
  const own = signDocuments(await world.card({ municipality: where }), ['x']);
  const asked = world.asked.length;
  const signatures = own.signatures.map((one) => ({ ...one, signature: flip(one.signature) }));
  assert.equal((await verified({ ...own, signatures })).verdict, 'invalid');
  assert.equal(world.asked.length, asked);
  assert.equal((await verified(own)).verdict, 'valid');
  assert.ok(world.asked.slice(asked).some((one) => one.startsWith('GET /crl/')));
});

test('a certificate for authentication is no certificate for signatures', async () => {
  const image = await world.card();
  const answer = await verified({
    ...signDocuments(image, ['x']),
    certificate: image.jpki.authenticationCertificate,
  });
  assert.equal(answer.verdict, 'invalid');
  assert.equal(answer.items, undefined);
});

test('a certificate that was revoked by a move, or is on hold, is not valid and gives no items', async () => {
  for (const [event, body, reason] of [
    ['move', { address: '架空県かざす市読取四丁目５番６号' }, 'revoked'],
    ['loss', {}, 'on-hold'],
  ] as const) {
    const image = await world.card();
    const path = `/admin/residents/${image.residentId}/events/${event}`;
    await must(200, await world.authority.post('admin-token-for-tests', path, body));
    await world.authority.issueDueCrls();
    world.authority.clock.advance(25 * 3_600_000);
    await world.authority.issueDueCrls();
    const answer = await verified(signDocuments(image, ['x']));
    assert.equal(answer.verdict, 'invalid');
    assert.deepEqual(reasonsOf(answer), [`revocation.status:${reason}`]);
    assert.equal(answer.items, undefined);
  }
});

test('while the authority is away nothing is answered and nothing kept, and the same request succeeds later', async () => {
  const image = await world.card({
    municipality: { code: '48199', prefecture: 'Kaku-ken', city: 'Tooi-shi' },
  });
  const before = await countOf();
  const body = { purpose: PURPOSE, ...signDocuments(image, ['x']) };
  const key = { 'idempotency-key': randomId() };
  world.network = () => Promise.reject(new Error('away'));
  const response = await member.verify(body, key);
  assert.equal(response.headers.get('retry-after'), '30');
  assert.equal(((await must(503, response)) as Problem).code, 'revocation-unavailable');
  assert.equal(await countOf(), before);
  world.network = undefined;
  assert.equal(((await must(201, await member.verify(body, key))) as Verification).verdict, 'valid');
  assert.equal(await countOf(), before + 1);
});

test('an older list than one that was believed says nothing good', async () => {
  const where = { code: '48198', prefecture: 'Kaku-ken', city: 'Furui-shi' };
  const image = await world.card({ municipality: where });
  let old: Uint8Array | undefined;
  world.network = async (path, forward) => {
    const response = await forward();
    if (!path.startsWith('/crl/')) return response;
    const octets = new Uint8Array(await response.arrayBuffer());
    old ??= octets;
    return new Response(octets, { headers: { 'content-type': 'application/pkix-crl' } });
  };
  assert.equal((await verified(signDocuments(image, ['x']))).verdict, 'valid');
  world.authority.clock.advance(13 * 3_600_000);
  await world.authority.issueDueCrls();
  world.authority.clock.advance(12 * 3_600_000);
  await world.authority.issueDueCrls();
  assert.equal((await verified(signDocuments(image, ['x']))).verdict, 'valid');
  world.authority.clock.advance(120_000);
  world.network = async (path, forward) =>
    path.startsWith('/crl/')
      ? new Response(old as BodyInit, { headers: { 'content-type': 'application/pkix-crl' } })
      : forward();
  const answer = await verified(signDocuments(image, ['x']));
  assert.equal(answer.verdict, 'indeterminate');
  assert.equal(answer.items, undefined);

  // A verifier that starts now has seen no list yet, but knows what was believed.
  const trust = await must(200, await world.authority.ask('verifier-token-for-tests', '/v1/trust'));
  const younger = await createWorld({
    store: world.store,
    keys: world.keys,
    clock: world.authority.clock,
    trust: trust as never,
    fetch: async (input) => {
      const { pathname } = new URL(String(input));
      return pathname.startsWith('/crl/')
        ? new Response(old as BodyInit, { headers: { 'content-type': 'application/pkix-crl' } })
        : new Response(null, { status: 404 });
    },
  });
  const response = await younger.ask('/v1/verifications', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${member.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomId(),
    },
    body: JSON.stringify({ purpose: PURPOSE, ...signDocuments(image, ['x']) }),
  });
  assert.equal(((await must(201, response)) as Verification).verdict, 'indeterminate');
  await younger.close();
  world.network = undefined;
});

const malformed: Readonly<Record<string, () => [body: unknown, status: number, code: string]>> = {
  'no body at all': () => [undefined, 400, 'request-malformed'],
  'a purpose that the contract does not name': () => [
    { ...signed, purpose: 'spying' },
    403,
    'purpose-not-allowed',
  ],
  'no purpose': () => [signed, 400, 'request-invalid'],
  'an unknown member': () => [{ ...signed, purpose: PURPOSE, name: '見本　花子' }, 400, 'request-invalid'],
  'no signatures': () => [{ ...signed, purpose: PURPOSE, signatures: [] }, 400, 'request-invalid'],
  'too many signatures': () => [
    { ...signed, purpose: PURPOSE, signatures: Array(65).fill(signed.signatures[0]) },
    400,
    'request-invalid',
  ],
  'a certificate that is none': () => [
    { ...signed, purpose: PURPOSE, certificate: toBase64(new Uint8Array(300)) },
    422,
    'certificate-malformed',
  ],
  'a certificate cut short': () => [
    { ...signed, purpose: PURPOSE, certificate: toBase64(fromBase64(signed.certificate).slice(0, -1)) },
    422,
    'certificate-malformed',
  ],
  'a digest of SHA-1': () => [
    {
      ...signed,
      purpose: PURPOSE,
      signatures: [{ ...(signed.signatures[0] ?? only), digest: toBase64(new Uint8Array(20)) }],
    },
    422,
    'digest-malformed',
  ],
  'a DigestInfo of another hash': () => [
    {
      ...signed,
      purpose: PURPOSE,
      signatures: [{ ...(signed.signatures[0] ?? only), digest: toBase64(new Uint8Array(51)) }],
    },
    422,
    'digest-malformed',
  ],
};

for (const [name, make] of Object.entries(malformed)) {
  test(`${name} is refused in words, nothing is kept, and nothing of it is repeated`, async () => {
    const [body, status, code] = make();
    const before = await countOf();
    const response = await member.verify(body);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    const text = await response.text();
    const problem = JSON.parse(text) as Problem;
    assert.deepEqual([response.status, problem.status, problem.code], [status, status, code], text);
    assert.equal(problem.type, `http://localhost:4004/problems/${code}`);
    assert.doesNotMatch(text, /見本|花子|spying|"name"/);
    assert.equal(await countOf(), before);
  });
}

test('items are given again for a purpose alone, and it is written down', async () => {
  const { id, items } = await verified(signed);
  const path = `/v1/verifications/${id}/items`;
  assert.equal((await member.post(path, {})).status, 400);
  assert.equal((await member.post(path, { purpose: 'spying' })).status, 403);
  const given = (await must(200, await member.post(path, { purpose: PURPOSE }))) as { items: unknown };
  assert.deepEqual(given.items, items);
  const { requests } = (await must(200, await member.ask(`${path}/requests`))) as {
    requests: { purpose: string }[];
  };
  assert.deepEqual(
    requests.map(({ purpose }) => purpose),
    [PURPOSE],
  );
});

test('an erased verification is gone, with its items', async () => {
  const { id } = await verified(signed);
  await must(204, await member.ask(`/v1/verifications/${id}`, { method: 'DELETE' }));
  assert.equal((await member.ask(`/v1/verifications/${id}`)).status, 410);
  assert.equal((await member.post(`/v1/verifications/${id}/items`, { purpose: PURPOSE })).status, 410);
});

test('the list is searched and turned page by page', async () => {
  const reader = await world.tenant();
  const made: string[] = [];
  for (const reference of ['a', 'b', 'c', 'd', 'e']) {
    const response = await reader.verify({ purpose: PURPOSE, reference, ...signed });
    made.unshift(((await must(201, response)) as Verification).id);
  }
  const page = async (query: string) =>
    (await must(200, await reader.ask(`/v1/verifications${query}`))) as {
      verifications: { id: string; reference: string }[];
      next?: number;
    };
  const first = await page('?limit=2');
  const second = await page(`?limit=2&before=${first.next}`);
  const third = await page(`?limit=2&before=${second.next}`);
  assert.deepEqual(
    [first, second, third].flatMap(({ verifications }) => verifications.map(({ id }) => id)),
    made,
  );
  assert.equal(third.next, undefined);
  assert.deepEqual(
    (await page('?reference=c')).verifications.map(({ id }) => id),
    [made[2]],
  );
  assert.equal((await page('?verdict=invalid')).verifications.length, 0);
  assert.equal((await page(`?to=${world.authority.clock.now() - 1}`)).verifications.length, 0);
  for (const query of ['?limit=0', '?limit=101', '?other=1', '?limit=1&limit=2', '?from=x']) {
    assert.equal((await reader.ask(`/v1/verifications${query}`)).status, 400, query);
  }
});
