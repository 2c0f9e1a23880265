/**
 * A relying party has a person sign a "document" whose digest is that of the message which another relying party's
 * transaction wants signed, to appear there in the person's name.
 */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64url, toBase64, toBase64url } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import { type GovernmentSignResult, possessionOctets, signingMessage } from '../api/index.ts';
import { padded, signatureProofOf } from '../testing/card.ts';
import { digestInfoOf, Signer } from '../testing/signer.ts';
import { openPhone, type Phone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let thief: Signer;
let town: Signer;
let victim: CardImage;

before(async () => {
  world = await createWorld();
  // A government client is handed values and certificate in the clear; a private one's operator would be the thief.
  thief = await Signer.create(world, 'thief', { kind: 'government' });
  town = await Signer.create(world, 'town', { kind: 'government' });
  victim = await world.personalise({});
});
after(() => world.close());

/** The thief's own visit to the town, with a phone in the thief's hand. */
async function visitTown(): Promise<{ phone: Phone; hash: Uint8Array }> {
  const browser = await town.begin(await town.transaction(digestInfoOf('an application')));
  const phone = await openPhone(world.provider.app, await browser.linkCode());
  const { challenge, signing } = phone.transaction;
  const inputs = (signing?.documents ?? []).map(({ input }) => fromBase64url(input));
  return { phone, hash: createHash('sha256').update(signingMessage(challenge, inputs)).digest() };
}

/** What the thief gets from the victim for a document of this digest. */
async function signedByVictim(digest: Uint8Array) {
  const id = await thief.transaction(toBase64(digest));
  const token = await thief.sign(id, victim);
  const { certificate, signatures } = (await thief.result(id, token)).body as unknown as GovernmentSignResult;
  const base64url = (text = '') => toBase64url(Buffer.from(text, 'base64'));
  return { certificate: base64url(certificate), value: base64url(signatures[0]?.signature) };
}

const REFUSED = { error: 'proof_invalid', final: false };

test('no signature over a document, bare or in its DigestInfo, is a proof of possession somewhere else', async () => {
  for (const form of [sha256DigestInfo, (hash: Uint8Array) => hash]) {
    const { phone, hash } = await visitTown();
    const { certificate, value } = await signedByVictim(form(hash));
    const stolen = { certificate, signature: value, signatures: [value] };
    assert.deepEqual(await phone.sign(stolen), REFUSED);
    assert.equal((await phone.resume()).state, 'opened');
  }
});

test('neither is a digest of the octets of possession, nor their hash in any form that a document can have', async () => {
  const { phone, hash } = await visitTown();
  const inner = createHash('sha256').update(possessionOctets(hash)).digest();
  for (const digest of [sha256DigestInfo(inner), inner]) {
    const { certificate, value } = await signedByVictim(digest);
    assert.deepEqual(await phone.sign({ certificate, signature: value, signatures: [value] }), REFUSED);
  }
});

test('the octets themselves can be no document: nobody is asked to sign them', async () => {
  const { hash } = await visitTown();
  const { status, body } = await thief.create({ digest: toBase64(possessionOctets(hash)) });
  assert.equal(status, 400);
  assert.equal(body.error, 'invalid_request');
});

test('the victim’s key is taken at its word in one form alone', async () => {
  const key = createPrivateKey({
    key: Buffer.from(victim.keys.signature ?? '', 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const { phone, hash } = await visitTown();
  const proof = await signatureProofOf(victim, phone.transaction);
  const octets = possessionOctets(hash);
  const others = [padded(key, sha256DigestInfo(hash)), padded(key, hash), sign('sha256', octets, key)];
  for (const other of [...others, padded(key, octets.subarray(1))]) {
    assert.deepEqual(await phone.sign({ ...proof, signature: toBase64url(other) }), REFUSED);
  }
  assert.equal(proof.signature, toBase64url(padded(key, octets)), 'which is what the card does');
  assert.ok('state' in (await phone.sign(proof)));
});
