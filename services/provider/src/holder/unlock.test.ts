import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { HOLDER_PATHS, type HolderProblem, type HolderSession, type UnlockBegun } from '../api/index.ts';
import { type AppUser, register, unlock } from '../testing/app-user.ts';
import { type Lies, SoftAuthenticator } from '../testing/authenticator.ts';
import { call, callRaw } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let jiro: CardImage;
let user: AppUser;
let other: AppUser;

before(async () => {
  world = await createWorld({ manyCards: true });
  hanako = await world.personalise({});
  jiro = await world.personalise({ residentId: 'jiro', myNumber: '999000000024' });
  user = await register(world.provider.app, hanako);
  other = await register(world.provider.app, jiro);
});
after(() => world.close());

const app = () => world.provider.app;
const MINUTE = 60_000;

const begin = () => call<UnlockBegun>(app(), HOLDER_PATHS.unlockBegin);
const finish = (begun: UnlockBegun, credential: unknown) =>
  call<HolderSession | HolderProblem>(app(), HOLDER_PATHS.unlock, { credential }, begun.unlockToken);
const view = (session: string) =>
  call<HolderSession['holder'] | HolderProblem>(app(), HOLDER_PATHS.holder, undefined, session);

test('the question names no passkey and demands that the person is verified', async () => {
  const { passkey } = await begin();
  assert.equal(passkey.userVerification, 'required');
  assert.equal(passkey.rpId, 'localhost');
  assert.deepEqual(passkey.allowCredentials ?? [], []);
});

describe('an answer is refused', () => {
  const cases: { readonly [title: string]: () => Lies } = {
    'if the person was not verified': () => ({ userVerified: false }),
    'if nobody was present': () => ({ userPresent: false }),
    'from another origin': () => ({ origin: 'https://localhost:4002' }),
    'for another relying party': () => ({ rpId: 'localhost.example' }),
    'if it is the one for registering': () => ({ type: 'webauthn.create' }),
    'if it was given inside a frame of another site': () => ({ crossOrigin: true }),
    'with another account’s passkey': () => ({ id: other.authenticator.credential.id }),
    'with an account that it is not': () => ({ userHandle: other.authenticator.credential.userHandle }),
    'that does not say whose passkey it is': () => ({ userHandle: undefined }),
    'with an id that nobody has': () => ({ id: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }),
    'whose counter has gone back': () => ({ counter: 1 }),
  };
  for (const [title, lies] of Object.entries(cases)) {
    test(title, async () => {
      const refused = await callRaw(
        app(),
        HOLDER_PATHS.unlock,
        ...(await (async () => {
          const begun = await begin();
          return [{ credential: user.authenticator.use(begun.passkey, lies()) }, begun.unlockToken] as const;
        })()),
      );
      // The same of all of them: nobody learns which passkeys there are.
      assert.deepEqual([refused.status, await refused.json()], [403, { error: 'passkey_invalid' }]);
      assert.ok('session' in (await unlock(app(), user.authenticator)));
    });
  }

  test('of an authenticator that nobody has registered', async () => {
    const stranger = new SoftAuthenticator();
    stranger.make({ user: { id: 'AAAA' }, challenge: 'AAAA' });
    assert.deepEqual(await unlock(app(), stranger), { error: 'passkey_invalid' });
  });

  test('to a question of before, and its own question is used up', async () => {
    const first = await begin();
    const credential = user.authenticator.use(first.passkey);
    const second = await begin();
    assert.deepEqual(await finish(second, credential), { error: 'passkey_invalid' });
    const right = user.authenticator.use(second.passkey);
    assert.deepEqual(await finish(second, right), { error: 'unlock_unknown' });
  });

  test('the second time', async () => {
    const begun = await begin();
    const credential = user.authenticator.use(begun.passkey);
    assert.ok('session' in (await finish(begun, credential)));
    assert.deepEqual(await finish(begun, credential), { error: 'unlock_unknown' });
  });

  test('after its time', async () => {
    const begun = await begin();
    world.clock.advance(5 * MINUTE);
    assert.deepEqual(await finish(begun, user.authenticator.use(begun.passkey)), { error: 'unlock_unknown' });
    await world.provider.sweep();
    assert.deepEqual(await world.store.run('SELECT * FROM provider_holder_unlock'), []);
  });

  test('if it is no answer at all', async () => {
    for (const credential of [{}, { id: 'x', rawId: 'x', type: 'public-key', response: {} }]) {
      assert.deepEqual(await finish(await begin(), credential), { error: 'passkey_invalid' });
    }
    assert.deepEqual(await call(app(), HOLDER_PATHS.unlock, { credential: {} }), { error: 'unlock_unknown' });
  });
});

test('an authenticator that does not count unlocks again and again', async () => {
  const authenticator = new SoftAuthenticator({ counting: false });
  await register(app(), hanako, { authenticator });
  for (let round = 0; round < 3; round += 1) {
    assert.ok('session' in (await unlock(app(), authenticator)));
  }
});

describe('a session', () => {
  test('ends when it is not used for five minutes, and lives on when it is', async () => {
    const { session } = await unlock(app(), user.authenticator);
    world.clock.advance(5 * MINUTE - 1);
    assert.ok('passkeys' in (await view(session)));
    world.clock.advance(5 * MINUTE - 1);
    assert.ok('passkeys' in (await view(session)));
    world.clock.advance(5 * MINUTE);
    assert.deepEqual(await view(session), { error: 'session_unknown' });
  });

  test('ends an hour after unlocking, however much it is used', async () => {
    const { session, expiresAt } = await unlock(app(), user.authenticator);
    const begun = world.clock.now();
    assert.equal(expiresAt, begun + 60 * MINUTE);
    while (world.clock.now() < begun + 56 * MINUTE) {
      world.clock.advance(4 * MINUTE);
      assert.ok('passkeys' in (await view(session)));
    }
    world.clock.advance(4 * MINUTE);
    assert.deepEqual(await view(session), { error: 'session_unknown' });
    await world.provider.sweep();
    assert.deepEqual(await world.store.run('SELECT * FROM provider_holder_session'), []);
  });

  test('ends at once when the app is locked', async () => {
    const { session } = await unlock(app(), user.authenticator);
    assert.equal((await callRaw(app(), HOLDER_PATHS.lock, undefined, session)).status, 204);
    assert.deepEqual(await view(session), { error: 'session_unknown' });
  });

  test('is 256 bits, of which the store has the hash alone', async () => {
    const { session } = await unlock(app(), user.authenticator);
    assert.match(session, /^[A-Za-z0-9_-]{43}$/);
    const rows = JSON.stringify(await world.store.run('SELECT * FROM provider_holder_session'));
    assert.ok(rows.length > 2 && !rows.includes(session));
    assert.deepEqual(await view('A'.repeat(43)), { error: 'session_unknown' });
    assert.equal((await callRaw(app(), HOLDER_PATHS.holder)).status, 401);
  });
});

describe('taking a passkey away', () => {
  test('ends its sessions, and the last one stays', async () => {
    const first = await register(app(), jiro, { endOthers: true });
    const second = await register(app(), jiro);
    const end = (id: string) =>
      call<HolderSession['holder'] | HolderProblem>(app(), HOLDER_PATHS.passkeysEnd, { id }, second.session);
    const left = await end(first.authenticator.credential.id);
    assert.ok('passkeys' in left && left.passkeys.length === 1 && left.passkeys[0]?.current);
    assert.deepEqual(await view(first.session), { error: 'session_unknown' });
    assert.deepEqual(await first.unlock(), { error: 'passkey_invalid' });
    assert.deepEqual(await end(second.authenticator.credential.id), { error: 'last_passkey' });
    assert.ok('session' in (await second.unlock()));
  });

  test('of another account does nothing', async () => {
    const mine = await register(app(), hanako, { endOthers: true });
    const theirs = await register(app(), jiro, { endOthers: true });
    await register(app(), jiro);
    await mine.post(HOLDER_PATHS.passkeysEnd, { id: theirs.authenticator.credential.id });
    assert.ok('session' in (await theirs.unlock()));
  });
});

test('what was answered is counted by step and result', async () => {
  const text = await world.provider.metrics.text();
  assert.match(text, /holder_answers_total\{[^}]*unlock\/finish[^}]*result="passkey_invalid"[^}]*\} [1-9]/);
  assert.match(text, /holder_answers_total\{[^}]*registrations\/card[^}]*result="ok"[^}]*\} [1-9]/);
});

test('no log line tells a token, a passkey or a person', async () => {
  const all = world.lines.join('\n');
  assert.match(all, /holder\.registered/);
  for (const secret of [
    user.session,
    user.authenticator.credential.id,
    user.authenticator.credential.userHandle,
  ]) {
    assert.ok(!all.includes(secret));
  }
});
