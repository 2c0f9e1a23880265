import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage, PhoneCertificates } from '@kazasu/authority/api';
import { type PhoneKeys, phoneKeys } from '@kazasu/authority/testing';
import { fromBase64, fromBase64url, toBase64url } from '@kazasu/bytes';
import {
  type AppProblem,
  type AppTransaction,
  type CardProof,
  challengeMessage,
  HOLDER_PATHS,
  type HolderProblem,
  possessionOctets,
  registrationMessage,
  type SignatureProof,
  signingMessage,
} from '../api/index.ts';
import { beginRegistration, makePasskey, register } from '../testing/app-user.ts';
import { SoftAuthenticator } from '../testing/authenticator.ts';
import { proofOf } from '../testing/card.ts';
import { digestInfoOf, Signer } from '../testing/signer.ts';
import { begin, call, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let keys: PhoneKeys;
let phone: PhoneCertificates;

before(async () => {
  world = await createWorld({ phoneCertificates: true });
  hanako = await world.personalise({});
  keys = await phoneKeys();
  phone = await world.phoneFor(hanako, keys);
});
after(() => world.close());
beforeEach(() => {
  world.network = undefined;
  // Lists are cached; only ever forward, as time goes.
  world.clock.advance(600_000);
});

const again = (base64: string) => toBase64url(fromBase64(base64));

/** What the phone's own key says of a challenge, with node:crypto. */
function phoneProof(transaction: AppTransaction, by = { keys, phone }): CardProof {
  return {
    certificate: again(by.phone.authenticationCertificate),
    signature: again(by.keys.authentication.sign(challengeMessage(transaction.challenge), 'digest')),
  };
}

async function opened(app = world, changes: Record<string, string> = { scope: 'openid' }) {
  const browser = await begin(app.provider.app, changes);
  return { browser, visit: await openPhone(app.provider.app, await browser.linkCode()) };
}

async function stored(id: string): Promise<{ subject: string | null; device: string | null }> {
  const [row] = await world.store.run<{ subject: string | null; device: string | null }>(
    'SELECT subject, device FROM provider_transaction WHERE id = $1',
    [id],
  );
  assert.ok(row !== undefined);
  return row;
}

test('a phone’s certificate logs the same person in as their card, and which of the two it was is kept', async () => {
  const [byPhone, byCard] = [await opened(), await opened()];
  const proved = await byPhone.visit.proof(phoneProof(byPhone.visit.transaction));
  assert.equal('state' in proved && proved.state, 'proved', JSON.stringify(proved));
  await byCard.visit.proof(await proofOf(hanako, byCard.visit.transaction));
  const [own, cards] = [await stored(byPhone.browser.id), await stored(byCard.browser.id)];
  assert.equal(own.subject, cards.subject);
  assert.ok(own.subject !== null);
  assert.deepEqual([own.device, cards.device], ['phone', null]);
});

test('another phone, and another card, are the same person still', async () => {
  const before = await opened();
  await before.visit.proof(phoneProof(before.visit.transaction));
  const newKeys = await phoneKeys();
  const newPhone = await world.phoneFor(hanako, newKeys);
  world.clock.advance(600_000);
  const old = await opened();
  assert.deepEqual(await old.visit.proof(phoneProof(old.visit.transaction)), {
    error: 'certificate_revoked',
    final: true,
  });
  const after = await opened();
  await after.visit.proof(phoneProof(after.visit.transaction, { keys: newKeys, phone: newPhone }));
  assert.equal((await stored(after.browser.id)).subject, (await stored(before.browser.id)).subject);
  keys = newKeys;
  phone = newPhone;
});

test('items are never taken from a phone: without them it is no proof of a request that asks for them', async () => {
  const { visit } = await opened(world, { scope: 'openid name' });
  const refused = await visit.proof(phoneProof(visit.transaction));
  assert.deepEqual(refused, { error: 'request_invalid', final: false });
  const { items } = await proofOf(hanako, visit.transaction);
  assert.ok(items !== undefined);
  const borrowed = await visit.proof({ ...phoneProof(visit.transaction), items });
  assert.equal((borrowed as AppProblem).error, 'chip_invalid', 'nor are those of the card beside it');
});

test('a signature by the phone’s key is taken, and whose it is agrees with the card’s', async () => {
  const signer = await Signer.create(world, 'town', { kind: 'government' });
  const id = await signer.transaction(digestInfoOf('a document'));
  const browser = await signer.begin(id, {});
  const visit = await openPhone(world.provider.app, await browser.linkCode());
  const { challenge, signing } = visit.transaction;
  const inputs = (signing?.documents ?? []).map(({ input }) => fromBase64url(input));
  const hash = createHash('sha256').update(signingMessage(challenge, inputs)).digest();
  const proof: SignatureProof = {
    certificate: again(phone.signatureCertificate),
    signature: again(keys.signature.pad(possessionOctets(hash))),
    signatures: inputs.map((input) => again(keys.signature.pad(input))),
  };
  const swapped = { ...proof, certificate: again(phone.authenticationCertificate) };
  assert.deepEqual(await visit.sign(swapped), { error: 'proof_invalid', final: false });
  const proved = await visit.sign(proof);
  assert.equal('state' in proved && proved.state, 'proved', JSON.stringify(proved));
  assert.equal((await stored(visit.transaction.challenge.transaction)).device, 'phone');
});

test('an account is begun with the card alone, whatever phones are good for', async () => {
  const begun = await beginRegistration(world.provider.app);
  await makePasskey(world.provider.app, begun, new SoftAuthenticator());
  const proof = {
    certificate: again(phone.authenticationCertificate),
    signature: again(keys.authentication.sign(registrationMessage(begun.challenge), 'digest')),
  };
  const refused = await call<HolderProblem>(
    world.provider.app,
    HOLDER_PATHS.card,
    proof,
    begun.registrationToken,
  );
  assert.equal(refused.error, 'certificate_invalid');
  await register(world.provider.app, hanako);
});

test('a provider whose operator has not allowed it takes no certificate of a phone', async () => {
  const strict = await createWorld();
  try {
    const image = await strict.personalise({});
    const own = { keys: await phoneKeys(), phone: undefined as unknown as PhoneCertificates };
    own.phone = await strict.phoneFor(image, own.keys);
    const { visit } = await opened(strict);
    const refused = await visit.proof(phoneProof(visit.transaction, own));
    assert.deepEqual(refused, { error: 'certificate_invalid', final: true });
  } finally {
    await strict.close();
  }
});
