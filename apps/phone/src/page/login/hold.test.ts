import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CardError } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { PhoneError } from '../../headless/index.ts';
import {
  at,
  createChildCard,
  createTestCard,
  setUpLogin,
  toHold,
  toPin,
  typed,
} from '../../testing/index.ts';
import { type CardReader, Login } from './index.ts';

test('a card that slips says how far it was', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  let stages = 0;
  world.pause = async () => {
    stages += 1;
    if (stages === 3) login.takeAway();
  };
  await login.hold();
  const { problem, signed } = at(login, 'hold');
  assert.deepEqual([problem?.code, problem?.stage, signed], ['card/removed', 'items', false]);
  await login.hold();
  at(login, 'handover');
});

test('another card than the one before gets no PIN', async () => {
  const { fake, login, reader, card } = setUpLogin();
  await toHold(login, fake.code, '0000', '0000');
  const child = createTestCard({ authentication: '4321', text: '5678' });
  // As if it had another certificate: what anybody can read of it differs.
  const other = cardTransport(child.card);
  reader.open = async () => ({
    ...other,
    transmit: async (command) => {
      const response = await other.transmit(command);
      return response.length > 100 ? response.map((byte, at) => (at === 90 ? byte ^ 1 : byte)) : response;
    },
    close: () => other.close(),
  });
  await login.hold();
  assert.equal(at(login, 'hold').problem?.code, 'phone/other-card');
  assert.equal(child.memory.read().authentication?.triesLeft, 3, 'no try was used');
  reader.open = async () => cardTransport(card);
  await login.hold();
  assert.equal(at(login, 'pin').problem?.code, 'card/pin-wrong');
});

test('a reader that found no card in time says so, and the card can be held again', async () => {
  const { fake, login, reader } = setUpLogin();
  await toHold(login, fake.code);
  reader.open = () => Promise.reject(new CardError('card/timeout', 'none'));
  await login.hold();
  assert.equal(at(login, 'hold').problem?.code, 'card/timeout');
});

test('a card is not waited for without end', async () => {
  const { fake, world, reader } = setUpLogin();
  let patience = () => {};
  const login = new Login({
    ...world,
    patience: () =>
      new Promise<never>((_, reject) => {
        patience = () => reject(new CardError('card/timeout', 'late'));
      }),
  });
  await toHold(login, fake.code);
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => {});
  reader.open = async () => ({
    transmit: () => closed.promise,
    close: async () => closed.reject(new CardError('card/removed', 'let go')),
  });
  const holding = login.hold();
  await new Promise((resolve) => setImmediate(resolve));
  patience();
  await holding;
  assert.equal(at(login, 'hold').problem?.code, 'card/timeout');
  await assert.rejects(closed.promise, { code: 'card/removed' }, 'the card is let go');
});

test('what was signed is sent again without the card when the network is back, by itself', async () => {
  const { fake, login, network, world, reader } = setUpLogin();
  await toHold(login, fake.code);
  world.pause = async () => {
    const { stage } = at(login, 'hold');
    if (stage === 'server') network.down = true;
  };
  await login.hold();
  const { problem, signed, stage } = at(login, 'hold');
  assert.deepEqual([problem?.code, signed, stage], ['phone/unreachable', true, undefined]);
  world.pause = async () => {};
  reader.open = () => assert.fail('no card is needed');
  network.down = false;
  await login.online();
  at(login, 'handover');
  assert.equal(fake.proofs.length, 1);
});

test('an answer that was lost on the way is found again', async () => {
  const { fake, world } = setUpLogin();
  let lose = false;
  const login = new Login({
    ...world,
    fetch: async (url, init) => {
      const response = await fake.fetch(url, init);
      if (!lose || !/proof|decision/.test(url)) return response;
      throw new TypeError('lost');
    },
  });
  await toHold(login, fake.code);
  lose = true;
  await login.hold();
  assert.equal(at(login, 'hold').signed, true);
  lose = false;
  fake.refuseNext = { error: 'transaction_state', final: false, status: 409 };
  await login.hold();
  at(login, 'handover');
  lose = true;
  await login.decide(true);
  assert.equal(at(login, 'handover').problem?.code, 'phone/unreachable');
  lose = false;
  await login.decide(true);
  assert.equal(at(login, 'done').transaction.view.state, 'approved');
});

test('a signature that the provider does not take is made anew by the card', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code);
  fake.refuseNext = { error: 'proof_invalid', final: false, status: 422 };
  await login.hold();
  assert.deepEqual(
    [at(login, 'hold').signed, at(login, 'hold').problem?.code],
    [false, 'provider/proof_invalid'],
  );
  await login.hold();
  at(login, 'handover');
});

test('the last try is used only when the person says so once more', async () => {
  const card = createTestCard({ authentication: { value: '1234', triesLeft: 1 }, text: '5678' });
  const { fake, login, memory } = setUpLogin({}, card);
  await toPin(login, fake.code);
  const first = typed('9999');
  login.enterPin(first);
  assert.equal(at(login, 'pin').asking, true);
  login.enterPin(typed('1111'));
  assert.equal(at(login, 'pin').asking, true, 'nothing else counts meanwhile');
  login.answerLastTry(false);
  assert.ok(
    first.every((byte) => byte === 0),
    'forgotten',
  );
  assert.deepEqual([at(login, 'pin').asking, at(login, 'pin').pin], [false, 'authentication']);
  login.enterPin(typed('1234'));
  login.answerLastTry(true);
  assert.equal(at(login, 'pin').pin, 'text');
  login.enterPin(typed('5678'));
  assert.equal(memory.read().authentication?.triesLeft, 1);
  await login.hold();
  at(login, 'handover');
});

test('a PIN that is the same as the one before is asked about too when it has one try', async () => {
  const card = createTestCard({ authentication: '1234', text: { value: '1234', triesLeft: 1 } });
  const { fake, login } = setUpLogin({}, card);
  await toPin(login, fake.code);
  login.enterPin(typed('1234'));
  login.enterPin('same');
  assert.equal(at(login, 'pin').asking, true);
  login.answerLastTry(true);
  await login.hold();
  at(login, 'handover');
});

test('a reader that is opened by the device’s lock asks for no PIN, and a lock that stays closed can be tried again', async () => {
  const { fake, world, reader } = setUpLogin();
  let opens = false;
  const phone = {
    ...reader,
    id: 'phone' as const,
    unlock: async () => {
      if (!opens) throw new PhoneError('phone/lock', 'cancelled');
      return { authentication: typed('1234'), text: typed('5678') };
    },
  };
  const login = new Login({ ...world, readers: () => [reader, phone] });
  await login.start(fake.code);
  await login.toCards();
  await login.chooseReader('phone');
  await login.takeCard(at(login, 'card').cards?.[0] ?? assert.fail('no card'));
  assert.equal(at(login, 'hold').held.byLock, true);
  await login.hold();
  assert.equal(at(login, 'hold').problem?.code, 'phone/lock');
  opens = true;
  await login.hold();
  at(login, 'handover');
});

test('a child’s card logs in, and cannot sign', async () => {
  const { fake, login } = setUpLogin({}, createChildCard());
  await toHold(login, fake.code);
  await login.hold();
  at(login, 'handover');
});

/** A certificate in this phone, whose lock is opened when the test says so. */
async function askedForTheLock() {
  const set = setUpLogin({ items: [] }, createTestCard({ authentication: '1234' }));
  const asked = Promise.withResolvers<void>();
  const pin = typed('1234');
  const seen = { opened: 0, asked: 0, closed: 0 };
  const phone: CardReader = {
    id: 'phone',
    list: async () => [{ id: 'own', name: 'own', note: { ja: '', en: '' } }],
    open: async () => {
      seen.opened += 1;
      return cardTransport(set.card);
    },
    unlock: async () => {
      seen.asked += 1;
      await asked.promise;
      return { authentication: pin };
    },
    lock: async () => {
      seen.closed += 1;
    },
  };
  const login = new Login({ ...set.world, readers: () => [phone] });
  await toPin(login, set.fake.code);
  seen.opened = 0;
  const holding = login.hold();
  const confirm = async () => {
    asked.resolve();
    await holding;
  };
  return { ...set, login, pin, seen, confirm };
}

for (const [what, act, left] of [
  ['the person has stopped', (login: Login) => login.decide(false), 'done'],
  ['the login was left', (login: Login) => login.leave(), 'home'],
  ['the app was locked', (login: Login) => login.forget(), 'away'],
] as const) {
  test(`nothing is signed when this phone’s lock is opened after ${what}`, async () => {
    const { fake, login, pin, seen, confirm } = await askedForTheLock();
    await act(login);
    const before = login.screen();
    await confirm();
    assert.equal(before.at, left);
    assert.deepEqual(login.screen(), before);
    assert.deepEqual([seen.opened, seen.closed, fake.proofs.length], [0, 1, 0]);
    assert.deepEqual([...pin], [0, 0, 0, 0]);
  });
}

test('while this phone asks for its lock it is not asked again', async () => {
  const { fake, login, seen, confirm } = await askedForTheLock();
  assert.equal(at(login, 'hold').stage, 'certificate');
  await login.hold();
  await confirm();
  assert.deepEqual([seen.asked, fake.proofs.length], [1, 1]);
  at(login, 'handover');
});

test('a card that is being read when the app is locked is let go, and nothing is sent behind the lock', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  world.pause = async () => login.forget();
  await login.hold();
  await login.look(true);
  at(login, 'pin');
  assert.deepEqual(fake.proofs, []);
});
