import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import {
  createRelyingParty,
  type RelyingParty,
  RelyingPartyError,
  type RelyingPartyErrorCode,
  type SignOptions,
  type SignSession,
} from '../index.ts';
import {
  type FakeProvider,
  fakeProvider,
  ISSUER,
  type SigningBehaviour,
  TRANSACTION,
  withSigning,
} from '../testing/index.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const redirectUri = 'https://client.sample/callback';
const contract = new TextEncoder().encode('契約書');

let provider: FakeProvider;
let signing: { behaviour: SigningBehaviour; certificate: Uint8Array };
let rp: RelyingParty;

function create(changes: object = {}): RelyingParty {
  const options = { issuer: ISSUER, clientId: 'RP00000001', redirectUri, privateKey };
  return createRelyingParty({ ...options, fetch: provider.fetch, clock: () => provider.time, ...changes });
}

beforeEach(async () => {
  provider = await fakeProvider();
  signing = withSigning(provider);
  rp = create();
});

const ONE: SignOptions = { documents: [{ content: contract, name: '契約書.txt' }] };

async function begin(options: SignOptions = ONE): Promise<SignSession> {
  const { url, session } = await rp.createSignRequest(options);
  provider.expect(url);
  return session;
}

function finish(session: SignSession) {
  const query = new URLSearchParams({ state: session.state, session_state: 'x', iss: ISSUER, code: 'code' });
  return rp.fetchSignature(`${redirectUri}?${query}`, session);
}

async function refused(work: Promise<unknown>, code: RelyingPartyErrorCode): Promise<RelyingPartyError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof RelyingPartyError, `expected ${code}`);
  assert.equal(error.code, code);
  return error;
}

function digestInfo(content: Uint8Array): string {
  return digestInfoOf(createHash('sha256').update(content).digest('hex'));
}

function digestInfoOf(hash: string): string {
  return Buffer.from(`3031300d060960864801650304020105000420${hash}`, 'hex').toString('base64');
}

test('the client’s own token and the digest are sent, and nothing of the document but its name', async () => {
  const session = await begin();
  const [token, created] = provider.requests;
  const form = new URLSearchParams(await token?.text());
  assert.equal(form.get('grant_type'), 'client_credentials');
  assert.equal(created?.url, 'https://idp.example/api/sign-transactions');
  assert.equal(created?.headers.get('authorization'), 'Bearer access');
  const body = { digest: digestInfo(contract), document_name: '契約書.txt' };
  assert.deepEqual(await created?.json(), body);
  assert.deepEqual([session.signTransactionId, session.digests], [TRANSACTION, [body.digest]]);
});

test('the browser goes to the authorization with sign and the transaction, whatever else is asked for', async () => {
  const { url, session } = await rp.createSignRequest({ ...ONE, scope: ['openid', 'name'] });
  const { searchParams } = new URL(url);
  assert.equal(searchParams.get('scope'), 'openid name sign');
  assert.equal(searchParams.get('sign_transaction_id'), TRANSACTION);
  assert.equal(searchParams.get('state'), session.state);
  const plain = new URL((await rp.createSignRequest(ONE)).url);
  assert.equal(plain.searchParams.get('scope'), 'openid sign');
});

test('a stream is hashed piece by piece, a digest is taken as it is, and several go together', async () => {
  async function* pieces() {
    for (const octet of contract) yield Uint8Array.of(octet);
  }
  const digest = createHash('sha256').update('other').digest();
  await begin({ documents: [{ content: pieces() }, { digest, name: 'b' }] });
  const documents = [
    { digest: digestInfo(contract) },
    { digest: digestInfo(Buffer.from('other')), name: 'b' },
  ];
  assert.deepEqual(await provider.requests[1]?.json(), { documents });
});

test('a stream is never held as a whole: a piece may be overwritten as soon as the next is asked for', async () => {
  const [piece, count] = [new Uint8Array(1 << 20), 256];
  const expected = createHash('sha256');
  let most = 0;
  async function* pieces() {
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < count; i += 1) {
      expected.update(piece.fill(i));
      yield piece;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
  }
  await begin({ documents: [{ content: pieces() }] });
  assert.deepEqual(await provider.requests[1]?.json(), { digest: digestInfoOf(expected.digest('hex')) });
  assert.ok(most < 64 << 20, `${most} octets were held`);
});

test('nothing to sign, or a digest of another length, is refused before anything is sent', async () => {
  await refused(rp.createSignRequest({ documents: [] }), 'rp/parameter');
  await refused(rp.createSignRequest({ documents: [{ digest: new Uint8Array(20) }] }), 'rp/parameter');
  await refused(rp.createSignRequest({ ...ONE, scope: ['name'] }), 'rp/parameter');
  assert.equal(provider.requests.length, 0);
  rp = create({ issuer: 'https://idp.example' });
  await refused(rp.createSignRequest(ONE), 'rp/configuration');
});

test('a refusal to begin tells what the provider said', async () => {
  signing.behaviour.createStatus = 429;
  signing.behaviour.created = { error: 'too_many_requests', error_description: 'later' };
  const error = await refused(rp.createSignRequest(ONE), 'rp/sign-refused');
  assert.equal(error.oauthError, 'too_many_requests');
  signing.behaviour.createStatus = 500;
  signing.behaviour.created = {};
  await refused(rp.createSignRequest(ONE), 'rp/response');
  signing.behaviour.createStatus = 201;
  assert.ok(await rp.createSignRequest(ONE), 'some services answer a creation with 201');
  signing.behaviour.created = { sign_transaction_id: '../x' };
  await refused(rp.createSignRequest(ONE), 'rp/response');
});

test('a government’s relying party gets certificate and values, verified over what it asked for', async () => {
  const { signed, subject } = await finish(await begin());
  assert.equal(subject, 'person');
  assert.ok(signed.kind === 'government');
  assert.deepEqual(signed.certificate, signing.certificate);
  assert.deepEqual([signed.signatures.length, signed.signatures[0]?.length], [1, 256]);
  assert.deepEqual(signed.status, { status: 'good', checkMethod: 'crl', checkedAt: 1_790_000_000_000 });
});

test('a private relying party gets the JWE as it is', async () => {
  const clear = { certificate: undefined, signatures: undefined, certificate_status: undefined };
  signing.behaviour.result = { ...clear, sign_certificate_jwe: 'e30.AA.AA.AA.AA' };
  const { signed } = await finish(await begin());
  assert.deepEqual(signed, { kind: 'private', jwe: 'e30.AA.AA.AA.AA' });
  signing.behaviour.result = { ...clear, sign_certificate_jwe: 'e30.AA' };
  await refused(finish(await begin()), 'rp/response');
});

test('a value over anything but the document is refused, the bare digest included', async () => {
  const digest = createHash('sha256').update(contract).digest();
  for (const octets of [digest, Buffer.from(digestInfo(Buffer.from('other')), 'base64')]) {
    signing.behaviour.signed = [octets];
    await refused(finish(await begin()), 'rp/signature');
  }
});

test('a result that is not the one of this transaction, or not of these documents, is refused', async () => {
  const other = { digest: digestInfo(Buffer.from('other')), signature: 'AA==' };
  const wrong: Record<string, unknown>[] = [
    { sign_transaction_id: 'b5a04b4e-af8b-45a2-8713-5ec2631bab64' },
    { signatures: [] },
    { signatures: [other] },
    { signatures: [other, other] },
    { signatures: [{ digest: digestInfo(contract), signature: '*' }] },
    { certificate: 'AA==' },
  ];
  for (const result of wrong) {
    signing.behaviour.result = result;
    await refused(finish(await begin()), 'rp/signature');
  }
  for (const result of [
    { certificate_status: undefined },
    { certificate: undefined },
    { signatures: 'x' },
    { sign_transaction_id: undefined },
  ]) {
    signing.behaviour.result = result;
    await refused(finish(await begin()), 'rp/response');
  }
});

test('a status that is not known here is unknown, not good', async () => {
  signing.behaviour.result = {
    certificate_status: { status: 'fine', check_method: 'crl', checked_at: 1 },
  };
  const { signed } = await finish(await begin());
  assert.ok(signed.kind === 'government');
  assert.equal(signed.status.status, 'unknown');
});

test('what was not handed out says why, and another browser’s callback asks for nothing', async () => {
  signing.behaviour.resultStatus = 409;
  signing.behaviour.result = { error: 'not_signed', error_description: 'not yet' };
  const error = await refused(finish(await begin()), 'rp/sign-refused');
  assert.equal(error.oauthError, 'not_signed');
  const session = await begin();
  const before = provider.requests.length;
  await refused(rp.fetchSignature(`${redirectUri}?state=other&code=c`, session), 'rp/state');
  assert.equal(provider.requests.length, before);
});
