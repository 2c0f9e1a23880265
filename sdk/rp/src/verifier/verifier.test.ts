import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import {
  createWorld,
  type Member,
  PURPOSE,
  sha256,
  signDocuments,
  type World,
} from '@kazasu/verifier/testing';
import { assembleCms, assemblePdf, prepareCms, preparePdf } from '../documents/index.ts';
import { createVerifierClient, RelyingPartyError, type VerifierClientOptions } from '../index.ts';

const BASE = 'http://localhost:4004';
const KEY = `kzv_${'0'.repeat(16)}_${'a'.repeat(43)}`;
const wait = async () => {};

type Card = Awaited<ReturnType<World['card']>>;

let world: World;
let member: Member;
let card: Card;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
  card = await world.card();
});
after(() => world.close());

/** Reaches the verifier without a socket. */
const reach: typeof fetch = async (input, init) => world.ask(String(input).slice(BASE.length), init);
const clientOf = (more: Partial<VerifierClientOptions> = {}) =>
  createVerifierClient({ url: BASE, apiKey: member.token, fetch: reach, wait, ...more });

function signed(text: string) {
  const { certificate, signatures } = signDocuments(card, [text]);
  return {
    certificate: fromBase64(certificate),
    signatures: signatures.map(({ digest, signature }) => ({
      digest: fromBase64(digest),
      signature: fromBase64(signature),
    })),
  };
}

/** By the card's key over these octets. */
function valueOver(octets: Uint8Array): Uint8Array {
  const key = Buffer.from(fromBase64(card.keys.signature ?? ''));
  return sign('sha256', octets, createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
}

/** One empty page. */
function smallPdf(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 200] >>',
    '<< /Type /Page /Parent 2 0 R /Resources << >> >>',
  ];
  let text = '%PDF-1.7\n';
  const rows = objects.map((object, index) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const table = `xref\n0 4\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size 4 /Root 1 0 R >>`;
  return toUtf8(`${text}${table}\nstartxref\n${text.length}\n%%EOF\n`);
}

async function refusal(work: Promise<unknown>): Promise<RelyingPartyError> {
  const error = await work.then(
    () => assert.fail('it was not refused'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof RelyingPartyError, String(error));
  return error;
}

test('a signature value is verified, its items come once, then by purpose, and the evidence is a file', async () => {
  const client = clientOf();
  const { certificate, signatures } = signed('one');
  const first = await client.verify({ certificate, signatures, purpose: PURPOSE, reference: 'case-1' });
  assert.deepEqual([first.verdict, first.reference, first.method], ['valid', 'case-1', 'values']);
  assert.ok(first.items !== undefined && first.items.name !== '');
  assert.ok(first.checks.some(({ id, status }) => id === 'revocation.status' && status === 'passed'));
  const again = await client.get(first.id);
  assert.equal(again.items, undefined);
  assert.deepEqual(await client.items(first.id, PURPOSE), first.items);
  assert.deepEqual(await client.signature(first.id, PURPOSE), { certificate, signatures });
  const pending = await refusal(client.evidence(first.id));
  assert.deepEqual([pending.code, pending.problem?.code], ['rp/verifier-refused', 'evidence-pending']);
  await world.verifier.sweep();
  const bundle = JSON.parse(Buffer.from(await client.evidence(first.id, { unstamped: true })).toString()) as {
    format: string;
  };
  assert.match(bundle.format, /^kazasu-evidence-bundle\//);
});

test('a document goes out whole or as a stream, a detached signature beside its content', async () => {
  const client = clientOf();
  const content = toUtf8('an application');
  const prepared = prepareCms({ contentDigest: sha256('an application') });
  const value = valueOver(prepared.signedAttributes);
  const parts = { signature: value, certificate: fromBase64(card.jpki.signatureCertificate ?? '') };
  const enveloping = assembleCms(prepared, { ...parts, content });
  const mediaType = 'application/pkcs7-mime';
  assert.equal((await client.verify({ document: enveloping, mediaType, purpose: PURPOSE })).verdict, 'valid');
  const pieces = async function* () {
    yield enveloping.subarray(0, 100);
    yield enveloping.subarray(100);
  };
  const streamed = await client.verify({ document: pieces(), mediaType, purpose: PURPOSE });
  assert.deepEqual([streamed.verdict, streamed.method], ['valid', 'cms']);
  const detached = { signature: assembleCms(prepared, parts), content };
  assert.equal((await client.verify({ detached, purpose: PURPOSE })).verdict, 'valid');
  const other = { signature: detached.signature, content: toUtf8('another application') };
  const wrong = await client.verify({ detached: other, purpose: PURPOSE });
  assert.deepEqual([wrong.verdict, wrong.items], ['invalid', undefined]);
});

test('a PDF that was put together here is verified as one', async () => {
  const certificate = fromBase64(card.jpki.signatureCertificate ?? '');
  const prepared = preparePdf({ pdf: smallPdf(), signingTime: world.authority.clock.now(), certificate });
  const signature = valueOver(prepared.signedAttributes);
  const document = assemblePdf(prepared, { signature, certificate });
  const found = await clientOf().verify({ document, mediaType: 'application/pdf', purpose: PURPOSE });
  assert.deepEqual([found.verdict, found.method], ['valid', 'pades']);
});

test('what the connection lost is said again under the same key, and is recorded once', async () => {
  const keys: (string | null)[] = [];
  const waits: number[] = [];
  const lossy: typeof fetch = async (input, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    const answer = await reach(input, init);
    if (keys.length < 3) throw new TypeError('the connection broke');
    return answer;
  };
  const client = clientOf({ fetch: lossy, wait: async (ms) => void waits.push(ms) });
  const { certificate, signatures } = signed('three');
  const order = { certificate, signatures, purpose: PURPOSE, reference: 'lossy' };
  const found = await client.verify(order);
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.deepEqual(waits, [250, 500]);
  const list = await member.ask('/v1/verifications?reference=lossy');
  const { verifications } = (await list.json()) as { verifications: { id: string }[] };
  assert.deepEqual(
    verifications.map(({ id }) => id),
    [found.id],
  );
});

test('two orders have two keys; one that is stated is used', async () => {
  const { certificate, signatures } = signed('four');
  const order = { certificate, signatures, purpose: PURPOSE };
  const client = clientOf();
  const [first, second] = [await client.verify(order), await client.verify(order)];
  assert.notEqual(first.id, second.id);
  const stated = { ...order, idempotencyKey: 'case-4' };
  assert.equal((await client.verify(stated)).id, (await client.verify(stated)).id);
  const reused = await refusal(client.verify({ ...stated, purpose: 'status' }));
  assert.equal(reused.problem?.code, 'idempotency-key-reused');
});

/** Answers so, and counts. */
function answering(status: number, body: unknown): { fetch: typeof fetch; calls: () => number } {
  let calls = 0;
  const fetch: typeof globalThis.fetch = async () => {
    calls += 1;
    return Response.json(body, { status });
  };
  return { fetch, calls: () => calls };
}

const VALUES = { certificate: new Uint8Array(3), signatures: [], purpose: PURPOSE };
const busy = { code: 'unavailable', title: 't', cause: 'c', remedy: 'r', retryAfter: 2 };

test('what is busy is asked four times, after what it says, and no more; what refuses is asked once', async () => {
  const waits: number[] = [];
  const calm = answering(503, busy);
  const client = clientOf({ fetch: calm.fetch, wait: async (ms) => void waits.push(ms) });
  const error = await refusal(client.verify(VALUES));
  assert.deepEqual([error.code, calm.calls()], ['rp/verifier-unavailable', 4]);
  assert.deepEqual(waits, [2_000, 2_000, 2_000]);
  const strict = answering(403, { ...busy, code: 'purpose-not-allowed' });
  const refused = await refusal(clientOf({ fetch: strict.fetch }).verify(VALUES));
  assert.deepEqual([refused.code, strict.calls()], ['rp/verifier-refused', 1]);
  assert.deepEqual(refused.problem, { ...busy, code: 'purpose-not-allowed', status: 403 });
});

test('a stream and a request for items are never said twice', async () => {
  const calm = answering(503, busy);
  const client = clientOf({ fetch: calm.fetch });
  const document = (async function* () {
    yield new Uint8Array(1);
  })();
  await refusal(client.verify({ document, mediaType: 'application/pdf', purpose: PURPOSE }));
  assert.equal(calm.calls(), 1);
  await refusal(client.items('00000000-0000-0000-0000-000000000000', PURPOSE));
  assert.equal(calm.calls(), 2);
});

test('nothing is sent to an address, under a key, or in a header that was not meant', async () => {
  const configured = (options: Partial<VerifierClientOptions>) => () => clientOf(options);
  for (const url of ['http://verifier.example', 'ftp://localhost', `${BASE}/`, `${BASE}?a=b`]) {
    assert.throws(configured({ url }), { code: 'rp/configuration' }, url);
  }
  assert.throws(configured({ apiKey: 'secret' }), { code: 'rp/configuration' });
  const calm = answering(200, {});
  const client = clientOf({ fetch: calm.fetch, apiKey: KEY });
  for (const id of ['', '..', 'a/b', '00000000-0000-0000-0000-00000000000/']) {
    assert.equal((await refusal(client.get(id))).code, 'rp/parameter');
  }
  const document = { document: new Uint8Array(1), mediaType: 'application/pdf' } as const;
  for (const more of [{ purpose: 'a\r\nb: c' }, { purpose: 'a', reference: '氏名' }]) {
    assert.equal((await refusal(client.verify({ ...document, ...more }))).code, 'rp/parameter');
  }
  const key = { ...document, purpose: PURPOSE, idempotencyKey: '"' };
  assert.equal((await refusal(client.verify(key))).code, 'rp/parameter');
  assert.equal(calm.calls(), 0);
});

test('redirects are not followed, and an answer that is none of a verifier’s is told as that', async () => {
  let seen: RequestInit | undefined;
  const spy: typeof fetch = async (_input, init) => {
    seen = init;
    return Response.json({ hello: 'world' });
  };
  assert.equal((await refusal(clientOf({ fetch: spy }).verify(VALUES))).code, 'rp/response');
  assert.equal(seen?.redirect, 'error');
  const html: typeof fetch = async () => new Response('<html>', { status: 502 });
  assert.equal((await refusal(clientOf({ fetch: html }).verify(VALUES))).code, 'rp/response');
  const endless: typeof fetch = async () =>
    new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) }));
  assert.equal((await refusal(clientOf({ fetch: endless }).verify(VALUES))).code, 'rp/network');
});

test('a verdict that nobody knows is an error, never good', async () => {
  const report = { verdict: 'valid', time: 0, checks: [] };
  const asked = { purpose: PURPOSE, revocation: 'crl', digests: [] };
  const answer = {
    id: 'i',
    at: 0,
    method: 'm',
    ...asked,
    report,
    words: {},
    evidence: { id: 'i', leafIndex: 0 },
  };
  const verify = (verdict: string) =>
    clientOf({ fetch: answering(201, { ...answer, verdict }).fetch }).verify(VALUES);
  assert.equal((await verify('valid')).verdict, 'valid');
  assert.equal((await refusal(verify('fine'))).code, 'rp/response');
});
