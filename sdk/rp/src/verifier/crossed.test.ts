import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toBase64, toUtf8 } from '@kazasu/bytes';
import { createVerifierClient, RelyingPartyError, type VerificationOrder } from '../index.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '00000000-0000-4000-8000-000000000000';
const octets = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const hex = (text: string) => createHash('sha256').update(text).digest('hex');

const ANSWER = {
  id: ID,
  at: 1,
  verdict: 'valid',
  method: 'values',
  purpose: 'contract',
  reference: 'case-1',
  revocation: 'crl',
  digests: [hex('one'), hex('two')],
  report: { checks: [] },
  words: {},
  evidence: { id: ID, leafIndex: 0 },
};
type Body = Readonly<Record<string, unknown>>;

function clientOf(body: Body) {
  const drained: typeof fetch = async (_input, init) => {
    if (init?.body instanceof ReadableStream) for await (const piece of init.body) void piece;
    return Response.json(body);
  };
  const apiKey = `kzv_${'0'.repeat(16)}_${'a'.repeat(43)}`;
  return createVerifierClient({ url: 'http://localhost:1', apiKey, fetch: drained });
}

async function assertCrossed(work: Promise<unknown>, what: string): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof RelyingPartyError);
    assert.equal(error.code, 'rp/response', what);
    assert.match(error.message, new RegExp(`another ${what} than the question`));
    return true;
  });
}

const STATEMENT = { purpose: 'contract', reference: 'case-1' };
const digests = [octets('one'), octets('two')];
const PDF = toUtf8('%PDF');
const pieces = async function* () {
  yield PDF.subarray(0, 2);
  yield PDF.subarray(2);
};
const detached = { signature: toUtf8('signature'), content: toUtf8('content') };
const ofDocument = { ...ANSWER, digests: [hex('content')], document: hex('%PDF') };

/** Each with an answer that is to it. */
const ORDERS: { readonly [what: string]: readonly [VerificationOrder, Body] } = {
  'a JWE': [{ ...STATEMENT, jwe: 'a.b.c.d.e', digests }, ANSWER],
  'a JWE without digests': [{ ...STATEMENT, jwe: 'a.b.c.d.e' }, ANSWER],
  values: [
    {
      ...STATEMENT,
      certificate: octets('c'),
      signatures: digests.map((digest) => ({ digest, signature: digest })),
    },
    ANSWER,
  ],
  'a document': [{ ...STATEMENT, document: PDF, mediaType: 'application/pdf' }, ofDocument],
  'a stream': [{ ...STATEMENT, document: pieces(), mediaType: 'application/pdf' }, ofDocument],
  'a detached signature': [
    { ...STATEMENT, detached },
    { ...ofDocument, document: hex('signature') },
  ],
};
const again = (order: VerificationOrder): VerificationOrder =>
  'document' in order && !(order.document instanceof Uint8Array) ? { ...order, document: pieces() } : order;

const CHANGES: { readonly [what: string]: readonly [Body, readonly string[]] } = {
  purpose: [{ purpose: 'status' }, Object.keys(ORDERS)],
  reference: [{ reference: 'case-2' }, Object.keys(ORDERS)],
  revocation: [{ revocation: 'ocsp' }, Object.keys(ORDERS)],
  digest: [{ digests: [hex('two'), hex('one')] }, ['a JWE', 'values', 'a detached signature']],
  document: [{ document: hex('another') }, ['a document', 'a stream', 'a detached signature']],
};

for (const [what, [order, answer]] of Object.entries(ORDERS)) {
  test(`an answer to another question than ${what} is not believed`, async () => {
    assert.equal((await clientOf(answer).verify(again(order))).verdict, 'valid');
    for (const [member, [change, orders]] of Object.entries(CHANGES)) {
      const crossed = clientOf({ ...answer, ...change }).verify(again(order));
      if (orders.includes(what)) await assertCrossed(crossed, member);
      else await crossed;
    }
    const { reference: _, ...unnamed } = again(order);
    await assertCrossed(clientOf(answer).verify(unnamed), 'reference');
  });
}

test('a DigestInfo is compared by the digest in it', async () => {
  const signatures = digests.map((digest) => ({
    digest: Uint8Array.from([...new Uint8Array(19), ...digest]),
    signature: digest,
  }));
  const order = { ...STATEMENT, certificate: octets('c'), signatures };
  assert.equal((await clientOf(ANSWER).verify(order)).verdict, 'valid');
});

test('that a JWE was about other documents is an answer, as long as it is not called valid', async () => {
  const order = { ...STATEMENT, jwe: 'a.b.c.d.e', digests: [octets('mine')] };
  assert.equal((await clientOf({ ...ANSWER, verdict: 'invalid' }).verify(order)).verdict, 'invalid');
  await assertCrossed(clientOf(ANSWER).verify(order), 'digest');
});

test('what is asked by an id is of that id', async () => {
  const flags = { nameSubstituteFlags: '0', addressSubstituteFlags: '0' };
  const items = { name: 'B', address: 'b', birthdate: '19000101', gender: '1', ...flags };
  const bundle = (id: string) => ({ entry: toBase64(toUtf8(JSON.stringify({ id }))) });
  const questions = {
    get: (id: string) => clientOf({ ...ANSWER, id }).get(ID),
    items: (id: string) => clientOf({ id, items }).items(ID, 'contract'),
    signature: (id: string) =>
      clientOf({ id, certificate: 'AA==', signatures: [] }).signature(ID, 'contract'),
    evidence: (id: string) => clientOf(bundle(id)).evidence(ID),
  };
  for (const ask of Object.values(questions)) {
    assert.ok(await ask(ID));
    await assertCrossed(ask(OTHER), 'id');
  }
  await assert.rejects(clientOf({}).evidence(ID), { code: 'rp/response' });
});
