import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { HOLDER_PATHS, type HolderProblem, type HolderSession } from '../api/index.ts';
import { register, unlock } from '../testing/app-user.ts';
import { call } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;

test('a passkey and a card make an account, which the passkey unlocks from then on', async () => {
  const user = await register(app(), hanako);
  const { holder } = user.registered;
  assert.equal(holder.passkeys.length, 1);
  assert.equal(holder.passkeys[0]?.current, true);
  assert.deepEqual(
    holder.certificates.map(({ role, device }) => ({ role, device })),
    [{ role: 'authentication', device: 'card' }],
  );
  const unlocked = await unlock(app(), user.authenticator);
  assert.ok('session' in unlocked, JSON.stringify(unlocked));
  assert.notEqual(unlocked.session, user.session);
  assert.equal(typeof unlocked.holder.passkeys[0]?.lastUsedAt, 'number');
});

test('locking ends the session at once', async () => {
  const user = await register(app(), hanako);
  const view = await user.post<HolderSession['holder']>(HOLDER_PATHS.holder);
  assert.equal(view.passkeys.filter(({ current }) => current).length, 1);
  await app().request(`/api${HOLDER_PATHS.lock}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.session}` },
  });
  assert.deepEqual(await call<HolderProblem>(app(), HOLDER_PATHS.holder, undefined, user.session), {
    error: 'session_unknown',
  });
});
