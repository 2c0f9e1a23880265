import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256DigestInfo } from '@kazasu/card';
import {
  at,
  createChildCard,
  createTestCard,
  setUpLogin,
  TEST_PINS,
  type TestCard,
  toPin,
  typed,
} from '../../testing/index.ts';
import { Login } from './index.ts';

const DOCUMENTS = ['one', 'two'].map((text) => ({
  input: sha256DigestInfo(createHash('sha256').update(text).digest()),
  name: text,
}));

/** Something to sign, at a fake provider, with a card. */
const setUp = (options: Parameters<typeof setUpLogin>[0] = {}, held?: TestCard) =>
  setUpLogin({ items: [], documents: DOCUMENTS, ...options }, held);

test('a signature goes through its screens in order, and is handed over at the end alone', async () => {
  const { fake, login, stored } = setUp();
  await login.start(fake.code);
  assert.equal(at(login, 'confirm').transaction.view.signing?.documents.length, 2);
  await toPin(login);
  assert.deepEqual(at(login, 'pin').held.tries, { signature: 5 });
  assert.deepEqual([at(login, 'pin').pin, at(login, 'pin').sameOffered], ['signature', false]);
  const password = typed('ABC123');
  login.enterPin(password);
  await login.hold();
  at(login, 'handover');
  assert.deepEqual([...password], [0, 0, 0, 0, 0, 0], 'the password is gone before the person agrees');
  assert.equal(fake.state(), 'proved');
  await login.decide(true);
  assert.equal(at(login, 'done').transaction.view.state, 'approved');
  login.leave();
  assert.equal(stored.size, 0);
});

test('with items the PIN is asked for after the password, and is never taken to be the same', async () => {
  const { fake, login } = setUp({ items: ['name'] });
  await toPin(login, fake.code);
  login.enterPin('same');
  assert.equal(at(login, 'pin').pin, 'signature', 'there is nothing that it could be the same as');
  login.enterPin(typed('ABC123'));
  assert.deepEqual([at(login, 'pin').pin, at(login, 'pin').sameOffered], ['text', false]);
  login.enterPin('same');
  assert.equal(at(login, 'pin').pin, 'text');
  login.enterPin(typed('5678'));
  await login.hold();
  assert.ok(at(login, 'handover').transaction.view.handover?.name);
});

test('a wrong password is asked for again with its new number of tries, and the PIN is kept', async () => {
  const { fake, login } = setUp({ items: ['name'] });
  await toPin(login, fake.code);
  login.enterPin(typed('XYZ999'));
  login.enterPin(typed('5678'));
  await login.hold();
  const screen = at(login, 'pin');
  assert.deepEqual(
    [screen.pin, screen.held.tries.signature, screen.problem?.code],
    ['signature', 4, 'card/pin-wrong'],
  );
  login.enterPin(typed('ABC123'));
  await login.hold();
  at(login, 'handover');
});

test('the fifth wrong password leads back to the cards with the reason', async () => {
  const { fake, login, memory } = setUp();
  await toPin(login, fake.code);
  for (let tries = 0; tries < 5; tries++) {
    login.enterPin(typed('XYZ999'));
    login.answerLastTry(true);
    await login.hold();
  }
  assert.equal(memory.read().signature?.triesLeft, 0);
  const { problem } = at(login, 'card');
  assert.deepEqual([problem?.code, problem?.pin], ['card/pin-blocked', 'signature']);
});

test('a password that lost its tries elsewhere is asked for again before the last one is used', async () => {
  const { fake, login, memory } = setUp();
  await toPin(login, fake.code);
  memory.write({ ...memory.read(), signature: { value: 'ABC123', triesLeft: 1 } });
  login.enterPin(typed('ABC123'));
  await login.hold();
  assert.equal(at(login, 'pin').held.tries.signature, 1);
  assert.equal(memory.read().signature?.triesLeft, 1);
  login.enterPin(typed('ABC123'));
  login.answerLastTry(true);
  await login.hold();
  at(login, 'handover');
});

test('a child’s card and a blocked one are refused before a password is typed', async () => {
  const child = setUp({}, createChildCard());
  await toPin(child.login, child.fake.code);
  assert.equal(at(child.login, 'card').problem?.code, 'phone/no-certificate');
  const signature = { value: 'ABC123', triesLeft: 0 };
  const blocked = setUp({}, createTestCard({ ...TEST_PINS, signature }));
  await toPin(blocked.login, blocked.fake.code);
  const { problem } = at(blocked.login, 'card');
  assert.deepEqual([problem?.code, problem?.pin], ['card/pin-blocked', 'signature']);
});

test('the end knows that it was a signature', async () => {
  const { fake, login } = setUp();
  await toPin(login, fake.code);
  login.enterPin(typed('ABC123'));
  fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
  await login.hold();
  assert.deepEqual([at(login, 'ended').signing, at(login, 'ended').told?.view.openedBy], [true, 'link']);
});

test('after a reload the consent still says what was signed', async () => {
  const { fake, login, world } = setUp();
  await toPin(login, fake.code);
  login.enterPin(typed('ABC123'));
  await login.hold();
  const second = new Login(world);
  await second.start(undefined);
  assert.equal(at(second, 'handover').transaction.view.signing?.documents.length, 2);
  await second.decide(false);
  assert.equal(fake.state(), 'declined');
});

test('a page that goes away forgets the password', async () => {
  const { fake, login } = setUp();
  await toPin(login, fake.code);
  const password = typed('ABC123');
  login.enterPin(password);
  login.forget();
  await login.hold();
  assert.ok(password.every((byte) => byte === 0));
  assert.deepEqual(fake.proofs, []);
});
