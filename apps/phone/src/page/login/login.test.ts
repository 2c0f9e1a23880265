import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CardError } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { at, createTestCard, setUpLogin, TEST_ITEMS, toHold, toPin, typed } from '../../testing/index.ts';
import { Login, takeOpenCode } from './index.ts';

test('a login goes through its screens in order', async () => {
  const { fake, login, stored, went } = setUpLogin();
  await login.start(fake.code);
  assert.equal(at(login, 'confirm').transaction.view.relyingParty.origin, 'http://localhost:4010');
  assert.equal(stored.size, 1);
  await login.toCards();
  await login.takeCard(at(login, 'card').cards?.[0] ?? assert.fail('no card'));
  assert.deepEqual(at(login, 'pin').held.tries, { authentication: 3, text: 3 });
  login.enterPin(typed('1234'));
  assert.equal(at(login, 'pin').sameOffered, true);
  login.enterPin(typed('5678'));
  await login.hold();
  assert.equal(at(login, 'handover').transaction.view.handover?.name, TEST_ITEMS.name);
  assert.equal(fake.state(), 'proved', 'nothing is handed over without the person');
  await login.decide(true);
  assert.equal(at(login, 'done').transaction.view.state, 'approved');
  assert.equal(stored.size, 1, 'a reload must not lose the way back');
  login.goBack();
  assert.match(went.join(), /^http:\/\/provider\.test\/api\/interactions\/.*ticket=/);
  assert.equal(stored.size, 0, 'nothing stays in the storage');
});

test('without items one PIN is enough', async () => {
  const { fake, login } = setUpLogin({ items: [] }, createTestCard({ authentication: '1234' }));
  await toPin(login, fake.code);
  login.enterPin(typed('1234'));
  await login.hold();
  at(login, 'handover');
});

test('the PIN typed just before can serve for both, also after it has been corrected', async () => {
  const { fake, login } = setUpLogin({}, createTestCard({ authentication: '1234', text: '1234' }));
  await toPin(login, fake.code);
  login.enterPin(typed('1235'));
  login.enterPin('same');
  await login.hold();
  assert.deepEqual(at(login, 'pin').problem?.pin, 'authentication');
  login.enterPin(typed('1234'));
  at(login, 'hold');
  await login.hold();
  at(login, 'handover');
});

test('a wrong PIN is asked for again with its new number of tries, and only that one', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code, '1234', '9999');
  await login.hold();
  const screen = at(login, 'pin');
  assert.deepEqual([screen.pin, screen.held.tries.text, screen.sameOffered], ['text', 2, false]);
  login.enterPin(typed('5678'));
  await login.hold();
  at(login, 'handover');
});

test('the third wrong PIN leads back to the cards with the reason', async () => {
  const { fake, login, memory } = setUpLogin({ items: [] });
  await toPin(login, fake.code);
  for (const wrong of ['0001', '0002', '0003']) {
    login.enterPin(typed(wrong));
    login.answerLastTry(true);
    await login.hold();
  }
  assert.equal(memory.read().authentication?.triesLeft, 0);
  const { problem } = at(login, 'card');
  assert.deepEqual([problem?.code, problem?.pin], ['card/pin-blocked', 'authentication']);
});

test('a PIN that lost its tries elsewhere is asked for again before the last one is used', async () => {
  const { fake, login, memory } = setUpLogin({ items: [] });
  await toPin(login, fake.code);
  memory.write({ ...memory.read(), authentication: { value: '1234', triesLeft: 1 } });
  login.enterPin(typed('1234'));
  await login.hold();
  assert.equal(at(login, 'pin').held.tries.authentication, 1);
  login.enterPin(typed('1234'));
  assert.equal(at(login, 'pin').asking, true, 'the last try is asked about');
  login.answerLastTry(true);
  await login.hold();
  at(login, 'handover');
});

test('a blocked card is refused before a PIN is typed', async () => {
  const blocked = { value: '5678', triesLeft: 0 };
  const { fake, login } = setUpLogin({}, createTestCard({ authentication: '1234', text: blocked }));
  await toPin(login, fake.code);
  assert.deepEqual(at(login, 'card').problem?.pin, 'text');
});

test('a card that slips is held again without typing', async () => {
  const { fake, login, reader, card } = setUpLogin();
  await toHold(login, fake.code);
  reader.open = async () => ({
    transmit: () => Promise.reject(new CardError('card/removed', 'gone')),
    close: async () => {},
  });
  await login.hold();
  assert.equal(at(login, 'hold').problem?.code, 'card/removed');
  reader.open = async () => cardTransport(card);
  await login.hold();
  at(login, 'handover');
});

test('taking the card away in the middle is a card that slips', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  let stages = 0;
  world.pause = async () => {
    stages += 1;
    if (stages === 2) login.takeAway();
  };
  await login.hold();
  assert.equal(at(login, 'hold').problem?.code, 'card/removed');
});

test('stopping while the card is read wins over the proof that is under way', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  let stopped: Promise<void> | undefined;
  world.pause = async () => {
    stopped ??= login.decide(false);
  };
  await login.hold();
  await stopped;
  assert.equal(at(login, 'done').transaction.view.state, 'declined');
  assert.equal(fake.state(), 'declined');
});

test('a proof that is answered after the person has stopped changes nothing any more', async () => {
  const { fake, world } = setUpLogin();
  const fetch = async (url: string, init: RequestInit) => {
    const response = await fake.fetch(url, init);
    if (url.endsWith('/proof')) await login.decide(false);
    return response;
  };
  const login: Login = new Login({ ...world, fetch });
  await toHold(login, fake.code);
  await login.hold();
  assert.equal(at(login, 'done').transaction.view.state, 'declined');
});

test('a second press while the card is read does nothing', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code);
  await Promise.all([login.hold(), login.hold()]);
  assert.equal(fake.proofs.length, 1);
});

test('a page that goes away forgets the PINs, and asks for them from the first', async () => {
  const { fake, login } = setUpLogin();
  await toHold(login, fake.code);
  login.forget();
  at(login, 'away');
  await login.hold();
  assert.deepEqual(fake.proofs, []);
  await login.look(true);
  assert.equal(at(login, 'pin').pin, 'authentication');
});

test('after a reload the login goes on where the provider says it stands', async () => {
  const { fake, login, world } = setUpLogin();
  await toHold(login, fake.code);
  const second = new Login(world);
  await second.start(undefined);
  at(second, 'confirm');
  await login.hold();
  const third = new Login(world);
  await third.start(undefined);
  assert.equal(at(third, 'handover').transaction.view.handover?.gender, '2');
});

test('a final refusal ends the login and clears the storage', async () => {
  const { fake, login, stored } = setUpLogin();
  await toHold(login, fake.code);
  fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
  await login.hold();
  const screen = at(login, 'ended');
  assert.deepEqual(
    [screen.problem.code, screen.retry, stored.size],
    ['provider/certificate_revoked', false, 0],
  );
  assert.equal(screen.told?.view.openedBy, 'link', 'the way back is known');
});

test('what may be mended ends the login only as the last proof, and then the way back is known', async () => {
  for (const error of [
    'chip_invalid',
    'proof_invalid',
    'revocation_unknown',
    'service_unavailable',
  ] as const) {
    const { fake, login } = setUpLogin();
    await toHold(login, fake.code);
    fake.refuseNext = { error, final: false, status: 422 };
    await login.hold();
    assert.equal(at(login, 'hold').problem?.code, `provider/${error}`);
    fake.refuseNext = { error, final: true, status: 422 };
    await login.hold();
    assert.equal(at(login, 'ended').told?.view.openedBy, 'link', error);
  }
});

test('agreeing without a network keeps the screen and can be tried again', async () => {
  const { fake, world } = setUpLogin();
  let down = false;
  const fetch = (url: string, init: RequestInit) =>
    down ? Promise.reject(new TypeError('offline')) : fake.fetch(url, init);
  const login = new Login({ ...world, fetch });
  await toHold(login, fake.code);
  await login.hold();
  down = true;
  await login.decide(true);
  assert.equal(at(login, 'handover').problem?.code, 'phone/unreachable');
  down = false;
  await login.decide(true);
  assert.equal(at(login, 'done').transaction.view.state, 'approved');
});

test('opening without a network can be tried again with the same code', async () => {
  const { fake, login, world } = setUpLogin();
  const { fetch } = world;
  const offline = new Login({ ...world, fetch: () => Promise.reject(new TypeError('offline')) });
  await offline.start(fake.code);
  assert.equal(at(offline, 'ended').retry, true);
  let down = true;
  const shaky = new Login({
    ...world,
    fetch: (url, init) => (down ? Promise.reject(new TypeError('offline')) : fetch(url, init)),
  });
  await shaky.start(fake.code);
  down = false;
  await shaky.retry();
  at(shaky, 'confirm');
  await login.start(fake.code);
  assert.equal(at(login, 'ended').problem.code, 'provider/transaction_taken');
  assert.equal(at(login, 'ended').told, undefined, 'nobody was told');
});

test('a step that found no network is tried again with the token, for the code is used up', async () => {
  const { fake, world } = setUpLogin();
  let down = false;
  const fetch = (url: string, init: RequestInit) =>
    down ? Promise.reject(new TypeError('offline')) : fake.fetch(url, init);
  const login = new Login({ ...world, fetch });
  await login.start(fake.code);
  down = true;
  await login.decide(false);
  assert.equal(at(login, 'ended').retry, true);
  down = false;
  await login.retry();
  at(login, 'confirm');
});

test('a box that does not answer is said, and the cards can be asked for again', async () => {
  const { fake, login, reader } = setUpLogin();
  const { list } = reader;
  reader.list = () => Promise.reject(new Error('down'));
  await login.start(fake.code);
  await login.toCards();
  assert.deepEqual(at(login, 'card').cards, []);
  reader.list = list;
  await login.toCards();
  assert.equal(at(login, 'card').cards?.length, 1);
});

test('opened without a link the app is at home, and takes one later', async () => {
  const { fake, login } = setUpLogin();
  await login.start(undefined);
  at(login, 'home');
  await login.start(fake.code);
  at(login, 'confirm');
});

test('the code leaves the address and the history at once', () => {
  const replaced: unknown[] = [];
  const page = (hash: string) => ({
    location: { hash, pathname: '/', search: '?lang=ja' } as Location,
    history: { replaceState: (...values: unknown[]) => replaced.push(values[2]) } as unknown as History,
  });
  assert.equal(takeOpenCode(page('#open=abcdefghijklmnop')), 'abcdefghijklmnop');
  assert.equal(takeOpenCode(page('#open=%3Cscript%3E')), 'invalid');
  assert.deepEqual(replaced, ['/?lang=ja', '/?lang=ja']);
  assert.equal(takeOpenCode(page('')), undefined);
  assert.equal(takeOpenCode(page('#main')), undefined);
  assert.equal(replaced.length, 2);
});
