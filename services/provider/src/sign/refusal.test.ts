/** What the phone sends, refused or let through, and where it leaves the transaction and the relying party. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64url, toBase64url } from '@kazasu/bytes';
import {
  type AppTransaction,
  type GovernmentSignResult,
  possessionOctets,
  signingMessage,
} from '../api/index.ts';
import { padded, proofOf, signatureProofOf } from '../testing/card.ts';
import { digestInfoOf, Signer } from '../testing/signer.ts';
import { begin, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let town: Signer;
let hanako: CardImage;
let taro: CardImage;
let child: CardImage;

before(async () => {
  world = await createWorld();
  town = await Signer.create(world, 'town', { kind: 'government' });
  hanako = await world.personalise({});
  taro = await world.personalise({ residentId: 'taro', name: '試野　太郎', myNumber: '999000000024' });
  child = await world.personalise(
    { residentId: 'child', name: '試野　桃', birthdate: '20180404', myNumber: '999000000032' },
    { pins: { authentication: '1234', text: '9876' } },
  );
});
after(() => world.close());
beforeEach(() => {
  world.network = undefined;
  world.clock.advance(600_000);
});

async function visit(changes: Readonly<Record<string, string>> = {}) {
  const id = await town.transaction(digestInfoOf('a document'));
  const browser = await town.begin(id, changes);
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  const answer = async () =>
    new URL((await browser.answer(phone)).headers.get('location') ?? '', 'http://localhost').searchParams;
  return { id, browser, phone, answer };
}

async function stateOf(id: string): Promise<Record<string, unknown>> {
  const [row] = await world.store.run(
    'SELECT state, documents, result FROM provider_sign_transaction WHERE id = $1',
    [id],
  );
  return { ...row };
}

test('whatever stands where the signatures over the documents belong goes through: others judge them', async () => {
  const { id, browser, phone } = await visit();
  const proof = await signatureProofOf(hanako, phone.transaction);
  const garbage = toBase64url(new Uint8Array(256).fill(0x5a));
  const proved = await phone.sign({ ...proof, signatures: [garbage] });
  assert.ok('state' in proved && proved.state === 'proved', JSON.stringify(proved));
  const { body } = await town.tokens({ browser, phone });
  const result = (await town.result(id, body.access_token)).body as unknown as GovernmentSignResult;
  assert.equal(result.signatures[0]?.signature, Buffer.from(garbage, 'base64url').toString('base64'));
  assert.equal(result.certificate_status.status, 'good');
});

test('of the signatures over the documents only the form is looked at: as many as documents, each as long as the key', async () => {
  for (const change of [
    (value: string) => [value, value],
    () => [toBase64url(new Uint8Array(255))],
    () => [toBase64url(new Uint8Array(257))],
    () => ['A'],
  ]) {
    const { id, phone } = await visit();
    const proof = await signatureProofOf(hanako, phone.transaction);
    const answer = await phone.sign({ ...proof, signatures: change(proof.signatures[0] ?? '') });
    assert.ok('error' in answer && /^(proof|request)_invalid$/.test(answer.error), JSON.stringify(answer));
    assert.equal((await stateOf(id)).state, 'begun');
  }
});

test('the key must be at hand: a signature over anything but this message proves nothing', async () => {
  const { phone } = await visit();
  const other = await visit();
  const proof = await signatureProofOf(hanako, phone.transaction);
  const { signing, challenge } = phone.transaction;
  const others: AppTransaction[] = [
    other.phone.transaction,
    { ...phone.transaction, challenge: { ...challenge, clientId: 'another' } },
    { ...phone.transaction, challenge: { ...challenge, origin: 'https://phishing.example' } },
    {
      ...phone.transaction,
      signing: { documents: [...(signing?.documents ?? []), ...(signing?.documents ?? [])] },
    },
  ];
  for (const [index, wrong] of others.entries()) {
    const { signature } = await signatureProofOf(hanako, wrong);
    const refused = { error: 'proof_invalid', final: false };
    assert.deepEqual(await phone.sign({ ...proof, signature }), refused, String(index));
  }
  const again = await visit();
  const last = await signatureProofOf(hanako, again.phone.transaction);
  const { signature } = await signatureProofOf(hanako, {
    ...again.phone.transaction,
    signing: { documents: [{ input: toBase64url(new Uint8Array(32)) }] },
  });
  assert.deepEqual(await again.phone.sign({ ...last, signature }), { error: 'proof_invalid', final: false });
  const document = { ...last, signature: last.signatures[0] ?? '' };
  assert.deepEqual(await again.phone.sign(document), { error: 'proof_invalid', final: false });
  assert.ok('state' in (await again.phone.sign(last)), 'the honest one is taken all the same');
});

/** As a card of another kind would sign. */
function possessionBy(key: KeyObject, { challenge, signing }: AppTransaction): string {
  const inputs = (signing?.documents ?? []).map(({ input }) => fromBase64url(input));
  const hash = createHash('sha256').update(signingMessage(challenge, inputs)).digest();
  return toBase64url(padded(key, possessionOctets(hash)));
}

test('a signature by another key than the certificate’s proves nothing', async () => {
  const { phone } = await visit();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const proof = await signatureProofOf(hanako, phone.transaction);
  const signature = possessionBy(privateKey, phone.transaction);
  assert.deepEqual(await phone.sign({ ...proof, signature }), { error: 'proof_invalid', final: false });
  const { certificate } = await signatureProofOf(taro, phone.transaction);
  assert.deepEqual(await phone.sign({ ...proof, certificate }), { error: 'proof_invalid', final: false });
});

test('the certificate of the other key, which is for logging in, is no signature certificate', async () => {
  const { id, phone, answer } = await visit();
  const login = await proofOf(hanako, phone.transaction);
  // The right message and the wrong key.
  const signature = possessionBy(keyOf(hanako.keys.authentication), phone.transaction);
  const { signatures } = await signatureProofOf(hanako, phone.transaction);
  const refused = await phone.sign({ certificate: login.certificate, signature, signatures });
  assert.deepEqual(refused, { error: 'certificate_invalid', final: true });
  assert.deepEqual(await stateOf(id), { state: 'failed', documents: null, result: null });
  const parameters = await answer();
  assert.equal(parameters.get('error'), 'access_denied');
  assert.equal(parameters.get('error_description'), 'The certificate is not acceptable');
});

test('a child’s card has no signature certificate: the person stops, and the relying party hears that', async () => {
  const { id, phone, answer } = await visit();
  await assert.rejects(signatureProofOf(child, phone.transaction), { name: 'CardError' });
  assert.ok('state' in (await phone.decide(false)));
  assert.equal((await answer()).get('error'), 'access_denied');
  assert.deepEqual(await stateOf(id), { state: 'declined', documents: null, result: null });
});

test('a certificate that has run out is told as that', async () => {
  const old = await world.personalise(
    { residentId: 'old', name: '試野　次郎', myNumber: '999000000040' },
    { issuedAt: world.clock.now() - 6 * 365 * 24 * 3_600_000, generation: 2 },
  );
  const { phone, answer } = await visit();
  const refused = await phone.sign(await signatureProofOf(old, phone.transaction));
  assert.deepEqual(refused, { error: 'certificate_expired', final: true });
  assert.equal((await answer()).get('error_description'), 'The certificate has expired');
});

test('a login is not signed, and what is to be signed is not logged in', async () => {
  const { id, phone } = await visit();
  const wrong = { error: 'request_invalid', final: false };
  assert.deepEqual(await phone.proof(await proofOf(hanako, phone.transaction)), wrong);
  assert.equal((await stateOf(id)).state, 'begun');
  const browser = await begin(world.provider.app, { client_id: 'town', scope: 'openid' });
  const login = await openPhone(world.provider.app, await browser.linkCode());
  assert.equal(login.transaction.signing, undefined);
  const proof = { ...(await signatureProofOf(hanako, phone.transaction)), signatures: ['A'.repeat(342)] };
  assert.deepEqual(await login.sign(proof), wrong);
  assert.ok('state' in (await login.proof(await proofOf(hanako, login.transaction))));
});

test('items are judged with the chip of this very signature', async () => {
  const scope = { scope: 'openid sign name' };
  const { phone } = await visit(scope);
  const proof = await signatureProofOf(hanako, phone.transaction);
  const { items: _, ...without } = proof;
  assert.deepEqual(await phone.sign(without), { error: 'request_invalid', final: false });
  // The chip's message of a login names the certificate for logging in.
  const { items } = await proofOf(hanako, phone.transaction);
  assert.ok(items);
  assert.deepEqual(await phone.sign({ ...proof, items }), { error: 'chip_invalid', final: false });
  const other = await signatureProofOf(taro, phone.transaction);
  assert.ok(other.items);
  assert.deepEqual(await phone.sign({ ...proof, items: other.items }), {
    error: 'chip_invalid',
    final: false,
  });
  assert.ok('state' in (await phone.sign(proof)));
  const bare = await visit();
  const plain = await signatureProofOf(hanako, bare.phone.transaction);
  assert.deepEqual(await bare.phone.sign({ ...plain, items }), { error: 'request_invalid', final: false });
});

test('five tries, and the relying party hears of the last', async () => {
  const { id, phone, answer } = await visit();
  const proof = await signatureProofOf(hanako, phone.transaction);
  const bad = { ...proof, signature: 'A'.repeat(342) };
  for (const final of [false, false, false, false, true]) {
    assert.deepEqual(await phone.sign(bad), { error: 'proof_invalid', final });
  }
  assert.deepEqual(await phone.sign(proof), { error: 'transaction_state', final: true });
  assert.deepEqual(await stateOf(id), { state: 'failed', documents: null, result: null });
  assert.equal((await answer()).get('error_description'), 'The card could not be verified');
});

test('without the authority nobody knows who signs, and it may be tried again', async () => {
  const { phone } = await visit();
  const newcomer = await world.personalise({ residentId: 'newcomer', myNumber: '999000000059' });
  const proof = await signatureProofOf(newcomer, phone.transaction);
  world.network = async () => new Response(null, { status: 503 });
  assert.deepEqual(await phone.sign(proof), { error: 'service_unavailable', final: false });
  world.network = undefined;
  assert.ok('state' in (await phone.sign(proof)));
});

test('a member that nobody asked for is refused, and so is a body of another size or kind', async () => {
  const { phone } = await visit();
  const proof = await signatureProofOf(hanako, phone.transaction);
  const more = { ...proof, document: 'MARKER-OF-A-DOCUMENT' };
  assert.deepEqual(await phone.sign(more), { error: 'request_invalid', final: false });
  const many = { ...proof, signatures: Array.from({ length: 17 }, () => proof.signatures[0] ?? '') };
  assert.deepEqual(await phone.sign(many), { error: 'request_invalid', final: false });
  const large = { ...proof, padding: 'x'.repeat(30_000) };
  assert.deepEqual(await phone.sign(large), { error: 'request_invalid', final: false });
  assert.ok('state' in (await phone.sign(proof)), 'none of them was a try');
  assert.ok(!world.lines.join('').includes('MARKER'));
});

function keyOf(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}
