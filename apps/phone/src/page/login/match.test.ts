import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { at, setUpLogin } from '../../testing/index.ts';
import { Login } from './index.ts';

const shown = (login: Login) => at(login, 'match').transaction.view.match?.digits;

/** Lets the watch look a few times. */
async function looks(times = 5): Promise<void> {
  for (let look = 0; look < 4 * times; look++) await new Promise((resolve) => setTimeout(resolve));
}

type World = ReturnType<typeof setUpLogin>['world'];

/** A scanned code, waiting for its digits; every look is counted. */
async function scan(t: TestContext, change: (world: World) => Partial<World> = () => ({})) {
  const set = setUpLogin({ openedBy: 'qr' });
  const waits: number[] = [];
  let ended = false;
  t.after(() => {
    ended = true;
  });
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      waits.push(milliseconds);
      if (!ended) setTimeout(resolve);
    });
  const login = new Login({ ...set.world, wait, ...change(set.world) });
  await login.start(set.fake.code);
  return { ...set, login, waits };
}

test('a scanned code shows six digits and goes on by itself when they have been typed', async (t) => {
  const { fake, login } = await scan(t);
  assert.equal(shown(login), fake.digits());
  assert.match(shown(login) ?? '', /^[0-9]{6}$/);
  await login.toCards();
  at(login, 'match');
  fake.typed();
  await looks();
  at(login, 'confirm');
});

test('new digits can be had', async (t) => {
  const { fake, login } = await scan(t);
  const first = shown(login);
  await login.renewDigits();
  assert.notEqual(shown(login), first);
  assert.equal(shown(login), fake.digits());
});

test('a look that left before the new digits were asked for does not bring the old ones back', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { fake, login } = await scan(t, ({ fetch }) => ({
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      if (url.endsWith('/resume')) await held;
      return response;
    },
  }));
  await looks();
  const old = shown(login);
  await login.renewDigits();
  const since: unknown[] = [];
  login.subscribe(() => since.push(shown(login)));
  release();
  await looks(3);
  assert.ok(since.length > 0 && !since.includes(old));
  assert.equal(shown(login), fake.digits());
});

test('digits are not to be had without end, and that is said', async (t) => {
  const { login } = await scan(t);
  for (let times = 0; times < 12; times++) await login.renewDigits();
  assert.equal(at(login, 'match').problem?.code, 'provider/too_many_requests');
});

test('without a network the digits stay, looks become rarer, and it goes on when the network is back', async (t) => {
  const { fake, login, network, waits } = await scan(t);
  const digits = shown(login);
  network.down = true;
  await looks(8);
  assert.equal(at(login, 'match').lost, true);
  assert.equal(shown(login), digits);
  assert.ok(Math.max(...waits) === 15_000, `${waits}`);
  network.down = false;
  await looks();
  assert.equal(at(login, 'match').lost, false);
  fake.typed();
  await looks();
  at(login, 'confirm');
});

test('too many wrong digits end the request, and its cause is named', async (t) => {
  const { fake, login, stored } = await scan(t);
  fake.typedWrong();
  await looks();
  assert.equal(at(login, 'ended').problem.code, 'provider/match_failed');
  assert.equal(stored.size, 0);
});

test('what the browser stops while it waits is over here too', async (t) => {
  const { fake, login } = await scan(t);
  fake.expire();
  await looks();
  assert.equal(at(login, 'ended').problem.code, 'provider/transaction_expired');
});

test('stopping ends the waiting: nothing asks the provider any more', async (t) => {
  const { fake, login, waits } = await scan(t);
  await login.decide(false);
  assert.equal(fake.state(), 'declined');
  await looks();
  const then = waits.length;
  await looks();
  assert.equal(waits.length, then);
  at(login, 'done');
});

test('after a reload the digits are there again', async (t) => {
  const { fake, login, world } = await scan(t);
  await login.decide(true);
  const again = new Login({ ...world, wait: () => new Promise(() => {}) });
  await again.start(undefined);
  assert.equal(shown(again), fake.digits());
});

for (const [what, path, ask] of [
  ['digits that come', '/match', (login: Login) => login.renewDigits()],
  ['a refusal of digits that comes', '/match', (login: Login) => login.renewDigits()],
  ['more time that comes', '/extend', (login: Login) => login.extend()],
  ['a refusal of more time that comes', '/extend', (login: Login) => login.extend()],
] as const) {
  test(`${what} late does not stand in the place of another login`, async (t) => {
    const other = setUpLogin({ openedBy: 'qr' });
    const tokens = new Set<string>();
    const late = Promise.withResolvers<void>();
    const { fake, login, stored } = await scan(t, ({ fetch }) => ({
      fetch: async (url, init) => {
        const { body, headers } = init;
        const isOther =
          String(body).includes(other.fake.code) ||
          tokens.has(new Headers(headers).get('authorization') ?? '');
        const response = await (isOther ? other.fake.fetch : fetch)(url, init);
        if (isOther && url.endsWith('/open')) {
          const { transactionToken } = (await response.clone().json()) as { transactionToken: string };
          tokens.add(`Bearer ${transactionToken}`);
        }
        if (url.endsWith(path)) await late.promise;
        return response;
      },
    }));
    const refused = what.startsWith('a refusal');
    if (refused) fake.refuseNext = { error: 'transaction_expired', final: true, status: 410 };
    const asking = ask(login);
    await login.start(other.fake.code);
    late.resolve();
    await asking;
    assert.equal(shown(login), other.fake.digits());
    assert.equal(stored.size, 1);
  });
}
