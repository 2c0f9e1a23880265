import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLDER_PATHS, type HolderView } from '@kazasu/provider/api';
import { Account } from './account.ts';
import { AccountError } from './account-error.ts';
import type { DeviceState } from './device.ts';
import { createHolderClient } from './holder-client.ts';
import { type Passkeys, sparing } from './passkey.ts';

const BASE = 'https://id.example/api';
const VIEW: HolderView = { registeredAt: 1, passkeys: [], certificates: [] };
const SESSION = 's'.repeat(32);

type Answers = { readonly [path in string]?: { readonly status?: number; readonly body?: unknown } };

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
      const { status = 200, body } = answers[path] ?? { status: 500 };
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
