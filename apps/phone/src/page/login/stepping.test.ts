import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardTransport } from '@kazasu/card/virtual';
import { at, setUpLogin, TEST_ITEMS, toHold, toPin, typed } from '../../testing/index.ts';
import { Login } from './index.ts';

test('back goes one step at a time, and each PIN on the way is asked for anew', async () => {
  const { fake, login } = setUpLogin();
  await toPin(login, fake.code);
  const first = typed('1234');
  const second = typed('5678');
  login.enterPin(first);
  login.enterPin(second);
  assert.equal(login.depth(), 4);
  assert.equal(login.back(), true);
  assert.deepEqual([at(login, 'pin').pin, login.depth()], ['text', 3]);
  assert.ok(second.every((byte) => byte === 0));
  login.back();
  assert.deepEqual([at(login, 'pin').pin, login.depth()], ['authentication', 2]);
  assert.ok(first.every((byte) => byte === 0));
  login.back();
  assert.equal(login.depth(), 1);
  at(login, 'card');
  login.back();
  at(login, 'confirm');
  assert.equal(login.back(), false, 'there is no step before');
  assert.equal(at(login, 'confirm').leaving, true, 'the person is asked whether to stop');
  login.stay();
  assert.equal(at(login, 'confirm').leaving, false);
  assert.equal(fake.state(), 'opened');
  assert.deepEqual(fake.proofs, []);
});

test('back leads nowhere while the card is read, and from the check asks whether to stop', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  const while_: boolean[] = [];
  world.pause = async () => void while_.push(login.back());
  await login.hold();
  assert.ok(while_.length >= 3 && while_.every((went) => !went));
  assert.equal(login.back(), false);
  assert.equal(at(login, 'handover').leaving, true);
  await login.decide(false);
  assert.equal(fake.state(), 'declined');
  assert.equal(login.back(), false);
  at(login, 'done');
});

test('back closes the question about the last try before it goes anywhere', async () => {
  const { fake, login, memory } = setUpLogin({ items: [] });
  memory.write({ ...memory.read(), authentication: { value: '1234', triesLeft: 1 } });
  await toPin(login, fake.code);
  login.enterPin(typed('1234'));
  assert.equal(login.back(), false);
  assert.equal(at(login, 'pin').asking, false);
});

test('while nobody looks nothing of the person is to be seen, and the screen comes back', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code);
  await login.look(false);
  assert.deepEqual(login.screen(), { at: 'away' });
  await login.look(true);
  at(login, 'hold');
  await login.hold();
  await login.look(false);
  assert.doesNotMatch(JSON.stringify(login.screen()), new RegExp(TEST_ITEMS.name));
  await login.look(true);
  assert.equal(at(login, 'handover').transaction.view.handover?.name, TEST_ITEMS.name);
});

test('what was typed waits a minute for somebody who looks at another app, and no longer', async () => {
  const { fake, world } = setUpLogin();
  let time = 0;
  const login = new Login({ ...world, now: () => time });
  await toHold(login, fake.code);
  await login.look(false);
  time += 30_000;
  await login.look(true);
  at(login, 'hold');
  await login.look(false);
  time += 61_000;
  await login.look(true);
  assert.equal(at(login, 'pin').pin, 'authentication');
});

test('whoever comes back finds what happened meanwhile', async () => {
  const { fake, login } = setUpLogin();
  await toPin(login, fake.code);
  await login.look(false);
  fake.expire();
  await login.look(true);
  assert.equal(at(login, 'ended').problem.code, 'provider/transaction_expired');
});

test('more time can be had at any step without losing what was typed, and not without end', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code);
  const before = at(login, 'hold').transaction.view.expiresAt;
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await login.extend(), true);
  assert.ok(at(login, 'hold').transaction.view.expiresAt > before);
  for (let times = 0; times < 9; times++) assert.equal(await login.extend(), true);
  assert.equal(await login.extend(), false);
  await login.hold();
  at(login, 'handover');
});

test('the provider’s clock counts where this device’s is wrong', async () => {
  const { fake, world } = setUpLogin();
  const login = new Login({ ...world, now: () => 1_000 });
  await login.start(fake.code);
  const left = at(login, 'confirm').transaction.view.expiresAt - login.now();
  assert.ok(left > 590_000 && left <= 600_000, String(left));
});

test('the way back is the provider’s own address or none', async () => {
  const evil = { returnUrl: 'https://evil.example/api/interactions/1/return?ticket=x' };
  const { fake, login, went } = setUpLogin({ spoil: (view) => ({ ...view, ...evil }) });
  await login.start(fake.code);
  await login.decide(false);
  at(login, 'done');
  login.goBack();
  assert.deepEqual(went, []);
});

test('after a refusal the way back is learnt, and leaving forgets everything', async () => {
  const { fake, login, went, stored } = setUpLogin();
  await toHold(login, fake.code);
  fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
  await login.hold();
  await new Promise((resolve) => setTimeout(resolve, 20));
  login.goBack();
  assert.match(went.join(), /interactions\/[^/]+$/);
  assert.equal(stored.size, 0);
  at(login, 'home');
});

test('the reader used last is offered first, and a storage that refuses does not matter', async () => {
  const { fake, world, reader } = setUpLogin();
  const agent = { ...reader, id: 'agent' as const };
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const login = new Login({ ...world, readers: () => [reader, agent], storage });
  await login.start(fake.code);
  await login.toCards();
  assert.equal(at(login, 'card').reader, 'box');
  await login.chooseReader('agent');
  assert.equal(at(login, 'card').reader, 'agent');
  login.back();
  await login.toCards();
  assert.equal(at(login, 'card').reader, 'agent');
  assert.deepEqual([...kept.values()], ['agent']);
  const refusing = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
    removeItem: () => {
      throw new Error('denied');
    },
  };
  const second = new Login({ ...world, readers: () => [reader, agent], storage: refusing });
  await second.start(undefined);
  await second.toCards();
  assert.equal(at(second, 'card').reader, 'box');
});

for (const [what, act] of [
  ['the person has stopped', (login: Login) => login.decide(false)],
  ['another link was opened', (login: Login) => login.start('invalid')],
  ['the app was locked', (login: Login) => login.forget()],
  [
    'the time was over',
    (login: Login, expire: () => void) => {
      expire();
      return login.expire();
    },
  ],
] as const) {
  test(`a card that the reader brings after ${what} is let go untouched`, async () => {
    const { fake, login, reader, card } = setUpLogin();
    await toHold(login, fake.code);
    const [asked, brought] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const seen = { sent: 0, closed: 0 };
    reader.open = async () => {
      asked.resolve();
      await brought.promise;
      return {
        transmit: (command) => {
          seen.sent += 1;
          return cardTransport(card).transmit(command);
        },
        close: async () => {
          seen.closed = 1;
        },
      };
    };
    const holding = login.hold();
    await asked.promise;
    await act(login, fake.expire);
    brought.resolve();
    await holding;
    await new Promise(setImmediate);
    assert.deepEqual(seen, { sent: 0, closed: 1 });
  });
}
