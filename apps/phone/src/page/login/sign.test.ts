import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256DigestInfo, type Transport } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import {
  createChildCard,
  createFakeProvider,
  createTestCard,
  FAKE_BASE,
  TEST_PINS,
  type TestCard,
} from '../../testing/index.ts';
import { createSession, Login, type Screen } from './index.ts';

const CARDS = [{ id: 'hanako', name: '見本　花子', note: { ja: '一般的なカード', en: 'An ordinary card' } }];
const bytes = (text: string) => new TextEncoder().encode(text);
const DOCUMENTS = ['one', 'two'].map((text) => ({
  input: sha256DigestInfo(createHash('sha256').update(text).digest()),
  name: text,
}));

/** Something to sign, at a fake provider, with a card. */
function setUp(options: Parameters<typeof createFakeProvider>[0] = {}, held: TestCard = createTestCard()) {
  const fake = createFakeProvider({ items: [], documents: DOCUMENTS, ...options });
  fake.cardKeys = held.publicKeys;
  const stored = new Map<string, string>();
  const session = createSession({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  const world = {
    config: async () => ({ providerBase: FAKE_BASE }),
    fetch: (url: string, init: RequestInit) => fake.fetch(url, init),
    session,
    listCards: async () => CARDS,
    openCard: async (): Promise<Transport> => cardTransport(held.card),
    pause: async () => {},
  };
  return { fake, memory: held.memory, stored, login: new Login(world), world };
}

function at<Name extends Screen['at']>(login: Login, name: Name): Extract<Screen, { at: Name }> {
  const screen = login.screen();
  assert.equal(screen.at, name);
  return screen as Extract<Screen, { at: Name }>;
}

async function toPassword(login: Login, code: string): Promise<void> {
  await login.start(code);
  await login.toCards();
  await login.takeCard(at(login, 'card').cards?.[0] ?? assert.fail('no card'));
}

test('a signature goes through its screens in order, and is handed over at the end alone', async () => {
  const { fake, login, stored } = setUp();
  await login.start(fake.code);
  assert.equal(at(login, 'confirm').transaction.view.signing?.documents.length, 2);
  await toPasswordAgain(login);
  assert.deepEqual(at(login, 'pin').held.tries, { signature: 5 });
  assert.deepEqual([at(login, 'pin').pin, at(login, 'pin').sameOffered], ['signature', false]);
  const password = bytes('ABC123');
  login.enterPin(password);
  await login.hold();
  at(login, 'handover');
  assert.deepEqual([...password], [0, 0, 0, 0, 0, 0], 'the password is gone before the person agrees');
  assert.equal(fake.state(), 'proved');
  await login.decide(true);
  assert.equal(at(login, 'done').transaction.view.state, 'approved');
  assert.equal(stored.size, 0);
});

async function toPasswordAgain(login: Login): Promise<void> {
  await login.toCards();
  await login.takeCard(at(login, 'card').cards?.[0] ?? assert.fail('no card'));
}

test('with items the PIN is asked for after the password, and is never taken to be the same', async () => {
  const { fake, login } = setUp({ items: ['name'] });
  await toPassword(login, fake.code);
  login.enterPin('same');
  assert.equal(at(login, 'pin').pin, 'signature', 'there is nothing that it could be the same as');
  login.enterPin(bytes('ABC123'));
  assert.deepEqual([at(login, 'pin').pin, at(login, 'pin').sameOffered], ['text', false]);
  login.enterPin('same');
  assert.equal(at(login, 'pin').pin, 'text');
  login.enterPin(bytes('5678'));
  await login.hold();
  assert.ok(at(login, 'handover').transaction.view.handover?.name);
});

test('a wrong password is asked for again with its new number of tries, and the PIN is kept', async () => {
  const { fake, login } = setUp({ items: ['name'] });
  await toPassword(login, fake.code);
  login.enterPin(bytes('XYZ999'));
  login.enterPin(bytes('5678'));
  await login.hold();
  const screen = at(login, 'pin');
  assert.deepEqual(
    [screen.pin, screen.held.tries.signature, screen.problem?.code],
    ['signature', 4, 'card/pin-wrong'],
  );
  login.enterPin(bytes('ABC123'));
  await login.hold();
  at(login, 'handover');
});

test('the fifth wrong password leads back to the cards with the reason', async () => {
  const { fake, login, memory } = setUp();
  await toPassword(login, fake.code);
  for (let tries = 0; tries < 5; tries++) {
    login.enterPin(bytes('XYZ999'));
    await login.hold();
  }
  assert.equal(memory.read().signature?.triesLeft, 0);
  const { problem } = at(login, 'card');
  assert.deepEqual([problem?.code, problem?.pin], ['card/pin-blocked', 'signature']);
});

test('a password that lost its tries elsewhere is asked for again before the last one is used', async () => {
  const { fake, login, memory } = setUp();
  await toPassword(login, fake.code);
  memory.write({ ...memory.read(), signature: { value: 'ABC123', triesLeft: 1 } });
  login.enterPin(bytes('ABC123'));
  await login.hold();
  assert.equal(at(login, 'pin').held.tries.signature, 1);
  assert.equal(memory.read().signature?.triesLeft, 1);
  login.enterPin(bytes('ABC123'));
  await login.hold();
  at(login, 'handover');
});

test('a child’s card and a blocked one are refused before a password is typed', async () => {
  const child = setUp({}, createChildCard());
  await toPassword(child.login, child.fake.code);
  assert.equal(at(child.login, 'card').problem?.code, 'phone/no-certificate');
  const signature = { value: 'ABC123', triesLeft: 0 };
  const blocked = setUp({}, createTestCard({ ...TEST_PINS, signature }));
  await toPassword(blocked.login, blocked.fake.code);
  const { problem } = at(blocked.login, 'card');
  assert.deepEqual([problem?.code, problem?.pin], ['card/pin-blocked', 'signature']);
});

test('the end knows that it was a signature', async () => {
  const { fake, login } = setUp();
  await toPassword(login, fake.code);
  login.enterPin(bytes('ABC123'));
  fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
  await login.hold();
  assert.deepEqual([at(login, 'ended').signing, at(login, 'ended').told?.openedBy], [true, 'link']);
});

test('after a reload the consent still says what was signed', async () => {
  const { fake, login, world } = setUp();
  await toPassword(login, fake.code);
  login.enterPin(bytes('ABC123'));
  await login.hold();
  const second = new Login(world);
  await second.start(undefined);
  assert.equal(at(second, 'handover').transaction.view.signing?.documents.length, 2);
  await second.decide(false);
  assert.equal(fake.state(), 'declined');
});

test('a page that goes away forgets the password', async () => {
  const { fake, login } = setUp();
  await toPassword(login, fake.code);
  const password = bytes('ABC123');
  login.enterPin(password);
  login.forget();
  await login.hold();
  assert.ok(password.every((byte) => byte === 0));
  assert.deepEqual(fake.proofs, []);
});
