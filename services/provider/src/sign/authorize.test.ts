import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { authPath } from '../testing/clients.ts';
import { Signer } from '../testing/signer.ts';
import { openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let town: Signer;
let other: Signer;
let hanako: CardImage;

before(async () => {
  world = await createWorld();
  town = await Signer.create(world, 'town', { kind: 'government' });
  other = await Signer.create(world, 'other', { kind: 'government' });
  hanako = await world.personalise({});
});
after(() => world.close());
beforeEach(() => world.clock.advance(600_000));

const UNKNOWN = { error: 'invalid_request', description: 'Invalid parameter: sign_transaction_id' };

async function authorize(id: string | undefined, changes: Readonly<Record<string, string | undefined>> = {}) {
  const path = authPath({ client_id: 'town', scope: 'openid sign', sign_transaction_id: id, ...changes });
  const answer = await world.provider.app.request(path);
  const location = new URL(answer.headers.get('location') ?? '', 'http://localhost');
  const { searchParams, pathname } = location;
  if (pathname.startsWith('/api/interactions/')) return 'begun';
  return { error: searchParams.get('error'), description: searchParams.get('error_description') };
}

async function interactions(): Promise<number> {
  return (await world.store.run('SELECT id FROM provider_transaction')).length;
}

test('unknown, another client’s, used and expired are told alike, and nothing is stored', async () => {
  const used = await town.transaction();
  assert.equal(await authorize(used), 'begun');
  const expired = await town.transaction();
  world.clock.advance(10 * 60_000);
  const foreign = await other.transaction();
  const before = await interactions();
  const unknown = '65a04b4e-af8b-45a2-8713-5ec2631bab64';
  for (const id of [unknown, foreign, used, expired]) assert.deepEqual(await authorize(id), UNKNOWN);
  assert.equal(await interactions(), before);
  assert.equal(await authorize(foreign, { client_id: 'other' }), 'begun', 'it is still its owner’s to use');
});

test('the scope sign needs a transaction, a transaction the scope sign, and both a form', async () => {
  const id = await town.transaction();
  assert.deepEqual(await authorize(undefined), {
    error: 'invalid_request',
    description: 'Missing parameter: sign_transaction_id',
  });
  assert.equal(((await authorize(id, { scope: 'openid' })) as { error: string }).error, 'invalid_scope');
  for (const odd of [`${id}0`, id.replaceAll('-', ''), `{${id}}`, `${id},${id}`, "' OR 1=1 --"]) {
    assert.deepEqual(await authorize(odd), UNKNOWN);
  }
  assert.equal(await authorize(id.toUpperCase()), 'begun', 'of a UUID the case does not matter');
});

test('a request that is refused for another reason leaves the transaction as it was', async () => {
  const id = await town.transaction();
  for (const changes of [
    { prompt: 'none' },
    { prompt: 'none login' },
    { nonce: undefined },
    { code_challenge: undefined },
    { acr_values: 'x'.repeat(256) },
    { redirect_uri: 'https://elsewhere.example/' },
    { scope: 'openid sign nothing' },
  ]) {
    assert.notEqual(await authorize(id, changes), 'begun', JSON.stringify(changes));
  }
  assert.equal(await authorize(id, { prompt: 'login consent' }), 'begun');
});

test('a transaction begins once, however its interaction ends', async () => {
  const ends: readonly (readonly [string, (id: string) => Promise<unknown>, string])[] = [
    ['cancelled in the browser', async (id) => (await town.begin(id)).post('/cancel'), 'declined'],
    [
      'declined on the phone',
      async (id) => {
        const browser = await town.begin(id);
        return (await openPhone(world.provider.app, await browser.linkCode())).decide(false);
      },
      'declined',
    ],
    ['declined after signing', async (id) => (await town.signed(id, hanako)).phone.decide(false), 'declined'],
    ['signed', (id) => town.sign(id, hanako), 'signed'],
    [
      'left alone',
      async (id) => {
        await town.signed(id, hanako);
        world.clock.advance(30 * 60_000);
        await world.provider.sweep();
      },
      'expired',
    ],
  ];
  for (const [name, end, state] of ends) {
    const id = await town.transaction();
    await end(id);
    assert.deepEqual(await authorize(id), UNKNOWN, name);
    const [row] = await world.store.run<{ state: string; result: Uint8Array | null; documents: unknown }>(
      'SELECT state, result, documents FROM provider_sign_transaction WHERE id = $1',
      [id],
    );
    assert.equal(row?.state, state, name);
    assert.equal(row?.result !== null, state === 'signed', name);
    assert.equal(row?.documents, null, name);
  }
});

test('an interaction whose time came after the signature gives no code, and nothing of the signature is left', async () => {
  const id = await town.transaction();
  const { browser, phone } = await town.signed(id, hanako);
  await phone.decide(true);
  world.clock.advance(30 * 60_000);
  const location = new URL((await browser.answer(phone)).headers.get('location') ?? '');
  assert.equal(location.searchParams.get('error_description'), 'authentication_expired');
  const [row] = await world.store.run('SELECT state, result FROM provider_sign_transaction WHERE id = $1', [
    id,
  ]);
  assert.deepEqual({ ...row }, { state: 'expired', result: null });
});

test('an approval whose result another node has swept meanwhile gives no code', async () => {
  const id = await town.transaction();
  const { browser, phone } = await town.signed(id, hanako);
  await phone.decide(true);
  await world.store.run(
    `UPDATE provider_sign_transaction SET state = 'expired', documents = NULL, result = NULL WHERE id = $1`,
    [id],
  );
  const { searchParams } = new URL((await browser.answer(phone)).headers.get('location') ?? '');
  assert.equal(searchParams.get('code'), null);
  assert.equal(searchParams.get('error_description'), 'authentication_expired');
  assert.deepEqual(await world.store.run('SELECT id FROM provider_session WHERE id = $1', [browser.id]), []);
});

test('a client that is removed takes everything along that waits to be signed or fetched', async () => {
  const leaving = await Signer.create(world, 'leaving', { kind: 'government' });
  const ids = [await leaving.transaction(), await leaving.transaction(), await leaving.transaction()];
  await leaving.sign(ids[0] ?? '', hanako);
  const { phone } = await leaving.signed(ids[1] ?? '', hanako);
  const answer = await world.provider.app.request('/api/admin/clients/leaving', {
    method: 'DELETE',
    headers: { authorization: 'Bearer admin-token-of-the-tests' },
  });
  assert.equal(answer.status, 204);
  const rows = await world.store.run(`SELECT id FROM provider_sign_transaction WHERE client_id = 'leaving'`);
  assert.deepEqual(rows, []);
  assert.ok('error' in (await phone.decide(true)));
});
