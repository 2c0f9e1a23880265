import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { APP_PATHS, type AppTransaction } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { CLIENT, REQUEST } from '../testing/clients.ts';
import { TEST_SETTINGS } from '../testing/test-deps.ts';
import { type Browser, begin, call, openPhone, type Phone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;

function admin(method: string, clientId: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${TEST_SETTINGS.adminToken}`, 'content-type': 'application/json' };
  const path = `/api/admin/clients${method === 'POST' ? '' : `/${clientId}`}`;
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  return Promise.resolve(app().request(path, init));
}

function registration(clientId: string, redirectUris = CLIENT.redirectUris) {
  const { createdAt: _age, registrationId: _registration, ...client } = CLIENT;
  return { ...client, clientId, redirectUris };
}

async function register(clientId: string): Promise<void> {
  assert.equal((await admin('POST', clientId, registration(clientId))).status, 201);
}

async function proved(clientId: string, scope = 'openid') {
  const browser = await begin(app(), { client_id: clientId, scope });
  const phone = await openPhone(app(), await browser.linkCode());
  const answer = await phone.proof(await proofOf(hanako, phone.transaction));
  assert.equal((answer as AppTransaction).state, 'proved');
  return { browser, phone };
}

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const [row] = await world.store.run('SELECT * FROM provider_transaction WHERE id = $1', [id]);
  return row ?? {};
}

async function getsNothing({ browser, phone }: { browser: Browser; phone: Phone }): Promise<void> {
  const response = await browser.answer(phone);
  assert.equal(response.status, 410);
  assert.equal(response.headers.get('location'), null);
  const sessions = await world.store.run('SELECT id FROM provider_session WHERE id = $1', [browser.id]);
  assert.deepEqual(sessions, []);
}

test('with a client go its logins in flight, and who gets its id next receives nobody', async () => {
  await register('GONE');
  const waiting = await begin(app(), { client_id: 'GONE' });
  const code = await waiting.linkCode();
  const undecided = await proved('GONE', REQUEST.scope);
  const agreed = await proved('GONE', REQUEST.scope);
  await agreed.phone.decide(true);
  const done = await proved('GONE');
  await done.phone.decide(true);
  assert.equal((await done.browser.answer(done.phone)).status, 303);
  assert.equal((await admin('DELETE', 'GONE')).status, 204);
  await register('GONE');
  for (const { id } of [waiting, undecided.browser, agreed.browser]) {
    const { state, items } = await rowOf(id);
    assert.deepEqual({ state, items }, { state: 'declined', items: null });
  }
  assert.deepEqual(await call(app(), APP_PATHS.open, { code }), {
    error: 'transaction_unknown',
    final: true,
  });
  assert.deepEqual(await undecided.phone.decide(true), { error: 'transaction_state', final: true });
  assert.deepEqual(await world.store.run('SELECT id FROM provider_session'), [], 'no code, no session');
  assert.match(
    (await agreed.browser.answer(agreed.phone)).headers.get('location') ?? '',
    /error=access_denied/,
  );
});

test('an answer goes to nobody once its client is gone, or has given the address up', async () => {
  await register('LEAVING');
  const agreed = await proved('LEAVING');
  await agreed.phone.decide(true);
  await world.store.run('DELETE FROM provider_client WHERE client_id = $1', ['LEAVING']);
  await getsNothing(agreed);

  await register('MOVING');
  const other = await proved('MOVING', REQUEST.scope);
  await other.phone.decide(true);
  const declined = await proved('MOVING');
  await declined.phone.decide(false);
  const moved = registration('MOVING', ['https://elsewhere.example/callback']);
  assert.equal((await admin('PUT', 'MOVING', moved)).status, 200);
  await getsNothing(other);
  await getsNothing(declined);
  assert.equal((await rowOf(other.browser.id)).items, null);
});

test('a person keeps the subject when a client is changed, and is another one when its id has a new owner', async () => {
  const subject = async () => (await rowOf((await proved('SHOP')).browser.id)).subject;
  await register('SHOP');
  const first = await subject();
  assert.equal((await admin('PUT', 'SHOP', { ...registration('SHOP'), name: 'Another name' })).status, 200);
  assert.equal(await subject(), first);
  assert.equal((await admin('DELETE', 'SHOP')).status, 204);
  await register('SHOP');
  assert.notEqual(await subject(), first);
});
