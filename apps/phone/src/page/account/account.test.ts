import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLDER_PATHS, type HolderView } from '@kazasu/provider/api';
import { systemClock } from '@kazasu/server/clock';
import { at, setUpLogin, toHold, toPin, typed } from '../../testing/index.ts';
import { Shell } from '../frame/shell.ts';
import { createWaitingLink } from '../frame/waiting-link.ts';
import { Login } from '../login/index.ts';
import { Account } from './account.ts';
import { AccountError } from './account-error.ts';
import type { DeviceState } from './device.ts';
import { createHolderClient } from './holder-client.ts';
import { type Passkeys, sparing } from './passkey.ts';

const BASE = 'https://id.example/api';
const VIEW: HolderView = { registeredAt: 1, passkeys: [], certificates: [] };
const SESSION = 's'.repeat(32);

type Answers = {
  [path in string]?: {
    readonly status?: number;
    readonly body?: unknown;
    /** The answer is on its way so long. */
    readonly late?: Promise<void>;
  };
};

function create(answers: Answers, device: DeviceState = 'set-up') {
  const asked: { path: string; authorization: string | undefined; body: string; keepalive: boolean }[] = [];
  const forgotten: string[] = [];
  let kept = device;
  const client = createHolderClient({
    config: async () => ({ providerBase: BASE }),
    fetch: async (url, init) => {
      const path = url.slice(BASE.length);
      const headers = init.headers as Record<string, string>;
      const { Authorization: authorization } = headers;
      asked.push({ path, authorization, body: String(init.body ?? ''), keepalive: init.keepalive === true });
      const { status = 200, body, late } = answers[path] ?? { status: 500 };
      await late;
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    },
  });
  const account = new Account({
    client,
    passkeys: {
      available: async () => true,
      make: async () => ({}),
      use: async () => ({ id: 'credential' }),
      forget: async (rpId, id) => void forgotten.push(`${rpId} ${id}`),
    },
    device: {
      read: () => kept,
      write: (state) => {
        kept = state;
      },
    },
  });
  return { account, asked, forgotten, kept: () => kept };
}

const UNLOCKS: Answers = {
  [HOLDER_PATHS.unlockBegin]: { body: { unlockToken: 'u'.repeat(32), passkey: { rpId: 'app.example' } } },
  [HOLDER_PATHS.unlock]: { body: { session: SESSION, expiresAt: 1, holder: VIEW } },
  [HOLDER_PATHS.lock]: { status: 204 },
};

test('a device that knows an account begins locked, one that knows none begins new', () => {
  assert.deepEqual(create({}).account.state(), { at: 'locked', busy: false });
  assert.deepEqual(create({}, 'new').account.state(), { at: 'new' });
  assert.deepEqual(create({}, 'without').account.state(), { at: 'without' });
});

test('the passkey opens the account, and locking ends the session here at once and there though the page goes', async () => {
  const { account, asked } = create(UNLOCKS);
  await account.unlock();
  assert.equal(account.state().at, 'open');
  assert.equal(account.session(), SESSION);
  account.lock();
  assert.equal(account.session(), undefined);
  assert.equal(account.state().at, 'locked');
  await new Promise(setImmediate);
  const last = asked.at(-1);
  assert.deepEqual(last, {
    path: HOLDER_PATHS.lock,
    authorization: `Bearer ${SESSION}`,
    body: '',
    keepalive: true,
  });
  await assert.rejects(account.history(), { code: 'holder/session_unknown' });
  assert.equal(asked.length, 3, 'without a session nothing is asked');
});

test('locking does not wait for a provider that is not there', async () => {
  const { account } = create({ ...UNLOCKS, [HOLDER_PATHS.lock]: { status: 503 } });
  await account.unlock();
  account.lock();
  assert.equal(account.state().at, 'locked');
  await new Promise(setImmediate);
});

test('a session that the provider has ended locks the app', async () => {
  const { account } = create({
    ...UNLOCKS,
    [HOLDER_PATHS.services]: { status: 401, body: { error: 'session_unknown' } },
  });
  await account.unlock();
  await assert.rejects(account.services(), { code: 'holder/session_unknown' });
  assert.equal(account.state().at, 'locked');
  assert.equal(account.session(), undefined);
});

test('a passkey that opens nothing is told to the device, and the app stays locked', async () => {
  const { account, forgotten } = create({
    ...UNLOCKS,
    [HOLDER_PATHS.unlock]: { status: 409, body: { error: 'passkey_invalid' } },
  });
  await account.unlock();
  assert.deepEqual(account.state(), { at: 'locked', busy: false, problem: 'holder/passkey_invalid' });
  assert.deepEqual(forgotten, ['app.example credential']);
});

test('a passkey that holds something else is never forgotten, nor one of which that cannot be learnt', async () => {
  const forgotten: string[] = [];
  const passkeys: Passkeys = {
    available: async () => true,
    make: async () => ({}),
    use: async () => ({}),
    forget: async (_, id) => void forgotten.push(id),
  };
  const spared = sparing(passkeys, async (id) => {
    if (id === 'unknown') throw new Error('the database is closed');
    return id === 'phone-keys';
  });
  for (const id of ['phone-keys', 'unknown', 'account']) await spared.forget('app.example', id);
  assert.deepEqual(forgotten, ['account']);
});

test('an answer that is not what the contract says is refused whole', async () => {
  for (const body of [{}, { session: 'short', expiresAt: 1, holder: VIEW }, 'text', null, []]) {
    const { account } = create({ ...UNLOCKS, [HOLDER_PATHS.unlock]: { body } });
    await account.unlock();
    assert.deepEqual(account.state(), { at: 'locked', busy: false, problem: 'phone/answer' });
  }
  const { account } = create({ ...UNLOCKS, [HOLDER_PATHS.history]: { body: { entries: [{ id: 1 }] } } });
  await account.unlock();
  await assert.rejects(
    account.history(),
    (error) => error instanceof AccountError && error.code === 'phone/answer',
  );
});

test('erasing the account leaves the device as if it had never known one', async () => {
  const { account, kept } = create({ ...UNLOCKS, [HOLDER_PATHS.end]: { status: 204 } });
  await account.unlock();
  assert.equal(kept(), 'set-up');
  await account.erase();
  assert.equal(kept(), 'new');
  assert.deepEqual(account.state(), { at: 'new' });
});

/** As the provider answers to whoever confirms with this passkey. */
const opening = (id: string) => ({
  session: id.repeat(16).slice(0, 32),
  expiresAt: 1,
  holder: { ...VIEW, passkeys: [{ id, createdAt: 1, current: true }] },
});

/** One tab: account, login, and what brings them together. A second page of the same tab has what the first one kept. */
function openTab({ device = 'set-up' as DeviceState, before = setUpLogin(), elsewhere = false } = {}) {
  const answers: Answers = { ...UNLOCKS };
  const { account, kept } = create(answers, device);
  const links = before.stored;
  const waiting = createWaitingLink({
    getItem: (key) => links.get(key) ?? null,
    setItem: (key, value) => void links.set(key, value),
    removeItem: (key) => void links.delete(key),
  });
  const login = new Login({
    ...before.world,
    tabs: { ...before.world.tabs, elsewhere: async () => elsewhere },
    owner: {
      session: account.session,
      mark: account.mark,
      has: account.has,
      lapsed: (session) => account.lapsed(session),
    },
  });
  const idle = { subscribe: () => () => {}, replace: () => {}, current: () => ({ at: 'home' }) };
  const shell: Shell = new Shell({
    account,
    login,
    router: idle as never,
    setUp: { forget: () => {} } as never,
    clock: systemClock,
    updates: idle as never,
    connection: idle as never,
    waiting,
    hasLogin: () => before.world.session.read() !== undefined,
  });
  let sessions = 0;
  return {
    ...before,
    before,
    account,
    kept,
    login,
    shell,
    unlock: (id: string) => {
      sessions += 1;
      const { session, ...rest } = opening(id);
      answers[HOLDER_PATHS.unlock] = { body: { session: `${sessions}${session}`.slice(0, 32), ...rest } };
      return account.unlock();
    },
  };
}

for (const [what, path, ask] of [
  ['account', HOLDER_PATHS.holder, (account: Account) => account.refresh()],
  ['history', HOLDER_PATHS.history, (account: Account) => account.history()],
  ['services', HOLDER_PATHS.services, (account: Account) => account.services()],
] as const) {
  test(`a late answer about the ${what} is not taken for that of whoever has unlocked meanwhile`, async () => {
    const arrives = Promise.withResolvers<void>();
    const body =
      what === 'account' ? opening('hanako').holder : { [what === 'history' ? 'entries' : what]: [] };
    const answers: Answers = { ...UNLOCKS, [path]: { body, late: arrives.promise } };
    const { account } = create(answers);
    answers[HOLDER_PATHS.unlock] = { body: opening('hanako') };
    await account.unlock();
    const refused = assert.rejects(ask(account), { code: 'holder/session_unknown' });
    account.lock();
    answers[HOLDER_PATHS.unlock] = { body: opening('jiro') };
    await account.unlock();
    arrives.resolve();
    await refused;
    assert.deepEqual(account.state(), { at: 'open', holder: opening('jiro').holder });
    assert.equal(account.mark(), 'jiro');
  });
}

test('an account that is erased late takes its app from nobody who has unlocked meanwhile', async () => {
  const arrives = Promise.withResolvers<void>();
  const answers: Answers = { ...UNLOCKS, [HOLDER_PATHS.end]: { status: 204, late: arrives.promise } };
  const { account, kept } = create(answers);
  answers[HOLDER_PATHS.unlock] = { body: opening('hanako') };
  await account.unlock();
  const erased = account.erase();
  account.lock();
  answers[HOLDER_PATHS.unlock] = { body: opening('jiro') };
  await account.unlock();
  arrives.resolve();
  await erased;
  assert.equal(account.mark(), 'jiro');
  assert.equal(kept(), 'set-up');
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Hanako has read her card: what is to be handed over stands on the screen. Then the app is locked. */
async function lockedAtTheEnd() {
  const tab = openTab();
  tab.shell.start(undefined);
  await tab.unlock('hanako');
  await toHold(tab.login, tab.fake.code);
  await tab.login.hold();
  at(tab.login, 'handover');
  tab.account.lock();
  return tab;
}

type Tab = ReturnType<typeof openTab>;

/** Ways into the app for somebody who is not Hanako, from the lock that stands before her login. */
const WAYS_ROUND: { readonly [name: string]: (tab: Tab) => unknown } = {
  'to start over': ({ account }) => account.startOver(),
  'to start over and go on without an account': ({ account }) => {
    account.startOver();
    account.goWithout();
  },
  'to start over and set up an account of one’s own': ({ account }) => {
    account.startOver();
    account.adopt(opening('jiro'));
  },
  'to unlock with a passkey of one’s own': ({ unlock }) => unlock('jiro'),
};

for (const [way, go] of Object.entries(WAYS_ROUND)) {
  test(`a login behind the lock is not reached by ${way}: it is stopped, and nothing of it stays`, async () => {
    const tab = await lockedAtTheEnd();
    await go(tab);
    await settled();
    assert.equal(tab.login.screen().at, 'home');
    assert.equal(tab.stored.size, 0);
    assert.equal(tab.fake.state(), 'declined');
    assert.equal(tab.kept(), 'set-up', 'the lock is there when the page is loaded again');
  });
}

test('whoever began a login goes on with it, also in another page of the tab; nobody else does there', async () => {
  const tab = await lockedAtTheEnd();
  await tab.unlock('hanako');
  await settled();
  at(tab.login, 'handover');
  for (const [open, state] of [
    [(next: Tab) => next.unlock('hanako'), 'handover'],
    // The account was erased in another tab meanwhile.
    [(next: Tab) => next.account.goWithout(), 'home'],
  ] as const) {
    const next = openTab({ device: state === 'home' ? 'new' : 'set-up', before: tab.before });
    next.shell.start(undefined);
    await open(next);
    await settled();
    assert.equal(next.login.screen().at, state);
  }
  assert.equal(tab.fake.state(), 'declined');
});

test('what is kept of a login is not gone on with where it does not say whose it is', async () => {
  const tab = await lockedAtTheEnd();
  const [[key, value] = ['', '']] = tab.stored;
  tab.stored.set(key, value.split(' ')[0] ?? '');
  await tab.unlock('hanako');
  await settled();
  assert.equal(tab.login.screen().at, 'home');
});

test('a login that another tab goes on with is left alone there', async () => {
  const tab = await lockedAtTheEnd();
  const copy = openTab({ before: tab.before, elsewhere: true });
  copy.shell.start(undefined);
  await copy.unlock('jiro');
  await settled();
  assert.equal(copy.login.screen().at, 'home');
  assert.equal(tab.fake.state(), 'proved');
});

test('a link that waits behind the lock is not there for whoever starts over', async () => {
  const tab = openTab();
  tab.shell.start(tab.fake.code);
  assert.ok(tab.shell.isAwaited());
  tab.account.startOver();
  assert.ok(!tab.shell.isAwaited());
  tab.account.goWithout();
  await settled();
  assert.equal(tab.login.screen().at, 'home');
});

test('a session that lapsed locks the app, and its account goes on with the same link and the same agreement', async () => {
  const tab = openTab();
  const lapse = () => {
    tab.fake.refuseNext = { error: 'session_unknown', final: false, status: 401 };
  };
  const locked = { at: 'locked', busy: false, problem: 'holder/session_unknown' };
  tab.shell.start(tab.fake.code);
  lapse();
  await tab.unlock('hanako');
  await settled();
  assert.deepEqual(tab.account.state(), locked);
  assert.ok(tab.shell.isAwaited());
  await tab.unlock('hanako');
  await settled();
  await toPin(tab.login);
  tab.login.enterPin(typed('1234'));
  tab.login.enterPin(typed('5678'));
  await tab.login.hold();
  lapse();
  await tab.login.decide(true);
  assert.deepEqual(tab.account.state(), locked);
  await tab.unlock('hanako');
  await settled();
  await tab.login.decide(true);
  at(tab.login, 'done');
});

test('a link whose session lapsed is not opened by another account', async () => {
  const tab = openTab();
  tab.shell.start(tab.fake.code);
  tab.fake.refuseNext = { error: 'session_unknown', final: false, status: 401 };
  await tab.unlock('hanako');
  await settled();
  await tab.unlock('jiro');
  await settled();
  assert.equal(tab.login.screen().at, 'home');
  assert.ok(!tab.shell.isAwaited());
});

/** A tab with a link that Hanako opens, in which the way to the provider can be made to wait. */
function openedSlowly(held: 'config' | 'answer') {
  const before = setUpLogin();
  const { config, fetch } = before.world;
  const goesOn = Promise.withResolvers<void>();
  const opened: (string | undefined)[] = [];
  before.world.config = async () => {
    if (held === 'config') await goesOn.promise;
    return config();
  };
  before.world.fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (!url.endsWith('/open')) return response;
    opened.push((JSON.parse(String(init.body)) as { holder?: string }).holder);
    if (held === 'answer') await goesOn.promise;
    return response;
  };
  const tab = openTab({ before });
  tab.shell.start(tab.fake.code);
  const arrive = async () => {
    goesOn.resolve();
    await settled();
  };
  return { ...tab, opened, arrive };
}

test('a link is not opened behind the lock: it waits for whoever began, and is opened with their session', async () => {
  const tab = openedSlowly('config');
  await tab.unlock('hanako');
  tab.account.lock();
  await tab.arrive();
  assert.deepEqual(tab.opened, []);
  assert.ok(tab.shell.isAwaited());
  await tab.unlock('hanako');
  await settled();
  at(tab.login, 'confirm');
  assert.deepEqual(tab.opened, [tab.account.session()]);
});

for (const [id, screen, state] of [
  ['hanako', 'confirm', 'opened'],
  ['jiro', 'home', 'declined'],
] as const) {
  test(`a link whose answer comes after the lock has been opened by ${id} is ${state}`, async () => {
    const tab = openedSlowly('answer');
    await tab.unlock('hanako');
    await settled();
    tab.account.lock();
    await tab.unlock(id);
    await tab.arrive();
    assert.equal(tab.login.screen().at, screen);
    assert.equal(tab.fake.state(), state);
    assert.equal(tab.shell.isAwaited(), id === 'hanako', 'the token, and no code');
    assert.equal(tab.opened.length, 1);
  });

  test(`a link that found no network and waits behind the lock is ${state === 'opened' ? 'opened' : 'nothing'} for ${id}`, async () => {
    const tab = openTab();
    tab.network.down = true;
    tab.shell.start(tab.fake.code);
    await tab.unlock('hanako');
    await settled();
    assert.equal(at(tab.login, 'ended').retry, true);
    tab.network.down = false;
    // The same page, or one that was loaded again.
    const next = id === 'hanako' ? openTab({ before: tab.before }) : tab;
    if (next === tab) tab.account.lock();
    else next.shell.start(undefined);
    await next.unlock(id);
    await settled();
    assert.equal(next.login.screen().at, screen);
    assert.equal(next.shell.isAwaited(), id === 'hanako');
  });
}

test('a session that ends by the lock while a link is opened with it leaves the link to its account', async () => {
  for (const [id, screen] of [
    ['hanako', 'confirm'],
    ['jiro', 'home'],
  ] as const) {
    const tab = openedSlowly('answer');
    tab.fake.refuseNext = { error: 'session_unknown', final: false, status: 401 };
    await tab.unlock('hanako');
    await settled();
    tab.account.lock();
    await tab.arrive();
    await tab.unlock(id);
    await settled();
    assert.equal(tab.login.screen().at, screen);
    assert.deepEqual(tab.opened.slice(1), id === 'hanako' ? [tab.account.session()] : []);
  }
});

test('a link whose session was over is opened with that of the unlocking that came meanwhile', async () => {
  const tab = openedSlowly('answer');
  tab.fake.refuseNext = { error: 'session_unknown', final: false, status: 401 };
  await tab.unlock('hanako');
  await settled();
  tab.account.lock();
  await tab.unlock('hanako');
  await tab.arrive();
  at(tab.login, 'confirm');
  assert.equal(tab.account.state().at, 'open');
  assert.deepEqual(tab.opened.slice(1), [tab.account.session()]);
});

test('a link that can be used no more, or that the person leaves, waits no longer', async () => {
  for (const leave of [false, true]) {
    const tab = openTab();
    tab.network.down = leave;
    if (!leave) tab.fake.refuseNext = { error: 'transaction_taken', final: true, status: 409 };
    tab.shell.start(tab.fake.code);
    await tab.unlock('hanako');
    await settled();
    assert.equal(at(tab.login, 'ended').retry, leave);
    if (leave) tab.login.leave();
    assert.ok(!tab.shell.isAwaited());
  }
});
