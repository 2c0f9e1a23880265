import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authPath } from '../testing/clients.ts';
import { begin } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const at = (path: string) => world.provider.app.request(path);

test('without the setting the parameters are unknown ones: the person is asked as ever', async () => {
  const asked = { kazasu_person: 'hanako', kazasu_outcome: 'success', kazasu_delay: '3' };
  for (const changes of [asked, { kazasu_outcome: 'no such thing' }, {}]) {
    const response = await at(authPath(changes));
    assert.equal(response.status, 303);
    assert.match(response.headers.get('location') ?? '', /^\/api\/interactions\/[0-9a-f-]{36}$/);
  }
  assert.deepEqual(await world.store.run('SELECT outcome FROM provider_sandbox_choice'), []);
});

test('without the setting no page speaks of a sandbox, and none of its addresses is there', async () => {
  const browser = await begin(world.provider.app);
  const page = await (await browser.get()).text();
  assert.doesNotMatch(page, /sandbox|サンドボックス/i);
  assert.equal((await browser.get('/sandbox')).status, 404);
  assert.equal((await browser.post('/sandbox')).status, 404);
  for (const path of ['/sandbox/outcomes', '/sandbox/persons', '/pages/sandbox.js', '/pages/sandbox.css']) {
    assert.equal((await at(`/api${path}`)).status, 404, path);
  }
});

test('a choice that lies in the store from another time changes no answer', async () => {
  const browser = await begin(world.provider.app, { scope: 'openid' });
  await world.store.run(
    `INSERT INTO provider_sandbox_choice (transaction_id, outcome, person, delay_ms, expires_at)
     VALUES ($1, 'server-error', NULL, 0, $2)`,
    [browser.id, world.clock.now() + 1_000_000],
  );
  await browser.post('/cancel');
  const location = (await browser.get('/continue')).headers.get('location') ?? '';
  assert.equal(new URL(location).searchParams.get('error'), 'access_denied');
});
