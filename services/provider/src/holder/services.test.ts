import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { type ConnectedServices, HOLDER_PATHS } from '../api/index.ts';
import { type AppUser, register, visitWithApp } from '../testing/app-user.ts';
import { proofOf, signatureProofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { Signer } from '../testing/signer.ts';
import { begin, call, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
let jiro: CardImage;
let shop: Signer;
let user: AppUser;

before(async () => {
  world = await createWorld({ manyCards: true });
  hanako = await world.personalise({});
  jiro = await world.personalise({ residentId: 'jiro', myNumber: '999000000024' });
  shop = await Signer.create(world, 'GOV0000001', { kind: 'government', name: '架空市 電子申請' });
});
after(() => world.close());
beforeEach(async () => {
  user = await register(app(), hanako, { endOthers: true });
});

const app = () => world.provider.app;

async function session(): Promise<string> {
  return (await user.unlock()).session;
}

async function list(): Promise<ConnectedServices['services']> {
  return (await call<ConnectedServices>(app(), HOLDER_PATHS.services, undefined, await session())).services;
}

async function end(clientId: string): Promise<ConnectedServices['services']> {
  const body = { clientId };
  return (await call<ConnectedServices>(app(), HOLDER_PATHS.servicesEnd, body, await session())).services;
}

const userinfo = async (token: string | undefined) =>
  (
    await app().request('/api/realms/main/protocol/openid-connect/userinfo', {
      headers: { authorization: `Bearer ${token}` },
    })
  ).status;

/** A login at the shop up to its code, and further. */
async function login(image = hanako) {
  const browser = await begin(app(), { client_id: shop.rp.clientId, scope: 'openid name' });
  const phone = await openPhone(app(), await browser.linkCode());
  await phone.proof(await proofOf(image, phone.transaction));
  await phone.decide(true);
  const answer = await browser.answer(phone);
  assert.match(answer.headers.get('location') ?? '', /[?&]code=/);
  return { browser, answer };
}

async function tokens(image = hanako) {
  const { body } = await shop.redeem((await login(image)).answer);
  assert.ok(body.access_token && body.refresh_token, JSON.stringify(body));
  return { access: body.access_token as string, refresh: body.refresh_token as string };
}

test('each relying party stands once in the list, the one used last first, with the first and the last time', async () => {
  const first = world.clock.now();
  await visitWithApp(app(), hanako, { scope: 'openid' });
  world.clock.advance(60_000);
  await tokens();
  world.clock.advance(60_000);
  await visitWithApp(app(), hanako, { scope: 'openid' });
  const found = await list();
  assert.deepEqual(
    found.map(({ clientId, since, lastAt }) => ({ clientId, since: since - first, lastAt: lastAt - first })),
    [
      { clientId: CLIENT.clientId, since: 0, lastAt: 120_000 },
      { clientId: shop.rp.clientId, since: 60_000, lastAt: 60_000 },
    ],
  );
  assert.deepEqual(
    found.map(({ active }) => active),
    [true, true],
  );
  // A code that nobody redeems dies after a minute, a session that nobody refreshes after half an hour.
  world.clock.advance(61_000);
  assert.deepEqual(
    (await list()).map(({ active }) => active),
    [false, true],
  );
  world.clock.advance(30 * 60_000);
  assert.deepEqual(
    (await list()).map(({ active }) => active),
    [false, false],
  );
});

describe('after 連携を解除', () => {
  test('neither access token nor refresh token of that person fetches anything there', async () => {
    const { access, refresh } = await tokens();
    assert.equal(await userinfo(access), 200);
    const left = await end(shop.rp.clientId);
    assert.equal(left.find(({ clientId }) => clientId === shop.rp.clientId)?.active, false);
    assert.equal(await userinfo(access), 401);
    const refreshed = await shop.token({ grant_type: 'refresh_token', refresh_token: refresh });
    assert.equal(refreshed.body.error, 'invalid_grant');
  });

  test('a code that was not redeemed yet is worth nothing', async () => {
    const { answer } = await login();
    await end(shop.rp.clientId);
    assert.equal((await shop.redeem(answer)).body.error, 'invalid_grant');
  });

  test('what was signed there can be fetched no more', async () => {
    const id = await shop.transaction();
    const browser = await shop.begin(id);
    const phone = await openPhone(app(), await browser.linkCode(), undefined, await session());
    await phone.sign(await signatureProofOf(hanako, phone.transaction));
    const { body } = await shop.tokens({ browser, phone });
    assert.equal((await shop.result(id, body.access_token)).status, 200);
    await end(shop.rp.clientId);
    assert.notEqual((await shop.result(id, body.access_token)).status, 200);
  });

  test('a login before the account was there has ended too', async () => {
    const saburo = await world.personalise({ residentId: 'saburo', myNumber: '999000000059' });
    const { access } = await tokens(saburo);
    user = await register(app(), saburo);
    assert.deepEqual(await list(), []);
    await end(shop.rp.clientId);
    assert.equal(await userinfo(access), 401);
  });

  test('what is under way there has ended as declined, whether the card has answered or not', async () => {
    const open = { client_id: shop.rp.clientId, scope: 'openid name' };
    const unlocked = await session();
    const scanned = await begin(app(), open);
    await openPhone(app(), await scanned.qrCode(), undefined, unlocked);
    const opened = await begin(app(), open);
    await openPhone(app(), await opened.linkCode(), undefined, unlocked);
    const proved = await begin(app(), open);
    const phone = await openPhone(app(), await proved.linkCode());
    await phone.proof(await proofOf(hanako, phone.transaction));
    const approved = await begin(app(), open);
    const agreeing = await openPhone(app(), await approved.linkCode());
    await agreeing.proof(await proofOf(hanako, agreeing.transaction));
    await agreeing.decide(true);
    const signTransaction = await shop.transaction();
    const signing = await shop.begin(signTransaction);
    const signer = await openPhone(app(), await signing.linkCode(), undefined, unlocked);
    await signer.sign(await signatureProofOf(hanako, signer.transaction));
    await end(shop.rp.clientId);
    const [row] = await world.store.run('SELECT digits FROM provider_transaction WHERE id = $1', [
      scanned.id,
    ]);
    assert.equal(row?.digits, null);
    for (const browser of [scanned, opened, proved, signing]) {
      assert.equal((await browser.status()).state, 'declined');
      const location = (await browser.answer()).headers.get('location') ?? '';
      assert.match(location, /error=access_denied/);
    }
    assert.equal((await approved.status()).state, 'declined');
    assert.doesNotMatch((await approved.answer(agreeing)).headers.get('location') ?? '', /[?&]code=/);
    const rows = await world.store.run(
      'SELECT state, result, documents FROM provider_sign_transaction WHERE id = $1',
      [signTransaction],
    );
    assert.deepEqual({ ...rows[0] }, { state: 'declined', result: null, documents: null });
  });

  test('what has run out there has expired, and nobody is said to have stopped it', async () => {
    const open = { client_id: shop.rp.clientId, scope: 'openid' };
    const browser = await begin(app(), open);
    const phone = await openPhone(app(), await browser.linkCode());
    await phone.proof(await proofOf(hanako, phone.transaction));
    await phone.decide(true);
    world.clock.advance(31 * 60_000);
    await end(shop.rp.clientId);
    assert.match((await browser.answer(phone)).headers.get('location') ?? '', /authentication_expired/);
  });

  test('other services of this person and other persons there go on', async () => {
    const elsewhere = await begin(app(), { scope: 'openid' });
    const phone = await openPhone(app(), await elsewhere.linkCode(), undefined, await session());
    const other = await tokens(jiro);
    await tokens();
    await end(shop.rp.clientId);
    assert.equal((await phone.resume()).state, 'opened');
    assert.equal(await userinfo(other.access), 200);
  });

  test('a new login there is a new connection', async () => {
    await tokens();
    await end(shop.rp.clientId);
    const { access } = await tokens();
    assert.equal(await userinfo(access), 200);
    assert.equal((await list()).find(({ clientId }) => clientId === shop.rp.clientId)?.active, true);
  });
});

test('ending at a client that is unknown changes nothing', async () => {
  const before = await list();
  assert.deepEqual(await end('NOBODY'), before);
});
