import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, setUpLogin, toPin, typed } from '../../testing/index.ts';
import { FlowHistory, Login } from './index.ts';

/** One tab's history, as a browser keeps it: moves are answered later. */
function createTab(entries: { state: unknown; hash: string }[] = [{ state: null, hash: '' }], place = 0) {
  let popped: (event: { state: unknown }) => void = () => {};
  const tab = {
    get state(): unknown {
      return entries[place]?.state;
    },
    get length() {
      return entries.length;
    },
    get place() {
      return place;
    },
    left: false,
    /** The back button, a number of times, and forward. */
    press: async (by: number) => {
      page.history.go(by);
      for (let tick = 0; tick < 5; tick++) await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const page = {
    location: {
      get hash() {
        return entries[place]?.hash ?? '';
      },
    },
    history: {
      get state() {
        return entries[place]?.state ?? null;
      },
      pushState: (state: unknown) => {
        entries.splice(place + 1, entries.length, { state, hash: '' });
        place += 1;
      },
      replaceState: (state: unknown) => {
        entries[place] = { state, hash: '' };
      },
      go: (by: number) => {
        setImmediate(() => {
          if (place + by < 0) {
            tab.left = true;
            return;
          }
          place = Math.min(place + by, entries.length - 1);
          popped({ state: entries[place]?.state ?? null });
        });
      },
    },
    addEventListener: (_: string, listener: typeof popped) => {
      popped = listener;
    },
  };
  return { tab, page: page as unknown as Window };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

test('every step has an entry, and the back button goes through them one by one', async () => {
  const { fake, login } = setUpLogin();
  const { tab, page } = createTab();
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  login.enterPin(typed('1234'));
  login.enterPin(typed('5678'));
  assert.deepEqual([tab.length, tab.place], [5, 4]);
  await tab.press(-1);
  assert.equal(at(login, 'pin').pin, 'text');
  await tab.press(-1);
  assert.equal(at(login, 'pin').pin, 'authentication');
  await tab.press(-2);
  at(login, 'confirm');
  assert.equal(tab.place, 0);
  await tab.press(-1);
  assert.equal(tab.left, true, 'before it lies what was before the app');
});

test('going forward leads nowhere', async () => {
  const { fake, login } = setUpLogin();
  const { tab, page } = createTab();
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  await tab.press(-1);
  at(login, 'card');
  await tab.press(1);
  at(login, 'card');
  assert.equal(tab.place, 1);
});

test('at the end one step back leaves the app, and nothing is sent again', async () => {
  const { fake, login } = setUpLogin({ items: [] });
  const { tab, page } = createTab();
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  login.enterPin(typed('1234'));
  await login.hold();
  await tab.press(-1);
  assert.equal(at(login, 'handover').leaving, true);
  login.stay();
  await login.decide(true);
  await settled();
  assert.equal(tab.place, 0);
  await tab.press(1);
  at(login, 'done');
  assert.equal(tab.place, 0);
  await tab.press(-1);
  assert.equal(tab.left, true);
  assert.equal(fake.proofs.length, 1);
});

test('a wrong PIN leads back to its own entry', async () => {
  const { fake, login } = setUpLogin({ items: [] });
  const { tab, page } = createTab();
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  login.enterPin(typed('9999'));
  assert.equal(tab.place, 3);
  await login.hold();
  await settled();
  at(login, 'pin');
  assert.equal(tab.place, 2);
});

test('after a reload in the middle the entries that are left behind are gone back over', async () => {
  const { fake, login, world } = setUpLogin();
  const { tab, page } = createTab();
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  const states = [0, 1, 2].map((step) => ({ state: { kazasuStep: step }, hash: '' }));
  const after = createTab(states, 2);
  const again = new Login(world);
  new FlowHistory(after.page, again);
  await again.start(undefined);
  await settled();
  at(again, 'confirm');
  assert.equal(after.tab.place, 0);
  assert.equal(tab.place, 2);
});

test('another page of the app lies in between without being disturbed', async () => {
  const { fake, login } = setUpLogin();
  const entries = [
    { state: null, hash: '' },
    { state: null, hash: '' },
  ];
  const { tab, page } = createTab(entries, 1);
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  entries.splice(tab.place + 1, 9, { state: null, hash: '#help/pin_wrong' });
  await tab.press(1);
  at(login, 'pin');
  await tab.press(-1);
  at(login, 'pin');
  await tab.press(-2);
  at(login, 'confirm');
  await tab.press(-1);
  assert.equal(at(login, 'confirm').leaving, true, 'the start page lies before: the person is asked');
});

test('no entry says anything but a number', async () => {
  const { fake, login } = setUpLogin();
  const entries: { state: unknown; hash: string }[] = [{ state: null, hash: '' }];
  const { page } = createTab(entries);
  new FlowHistory(page, login);
  await toPin(login, fake.code);
  assert.deepEqual(
    entries.map(({ state }) => state),
    [{ kazasuStep: 0 }, { kazasuStep: 1 }, { kazasuStep: 2 }],
  );
});
