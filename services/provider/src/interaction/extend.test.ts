import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { APP_PATHS, type AppTransaction } from '../api/index.ts';
import { proofOf } from '../testing/card.ts';
import { authPath } from '../testing/clients.ts';
import { Signer } from '../testing/signer.ts';
import { begin, call, digitsOf, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

let world: World;
let hanako: CardImage;
const MINUTE = 60_000;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

const app = () => world.provider.app;
const start = () => begin(app(), { scope: 'openid' });

test('a person who needs more time gets it, on the page and in the app, in every open state', async () => {
  const browser = await start();
  const extend = async () => {
    world.clock.advance(29 * MINUTE);
    const answer = await browser.post('/extend');
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), `/api/interactions/${browser.id}`);
  };
  await extend();
  const phone = await openPhone(app(), await browser.qrCode());
  const first = digitsOf(phone.transaction);
  await extend();
  assert.equal((await browser.status()).state, 'scanned');
  const renewed = (await phone.renew()) as AppTransaction;
  assert.ok(first);
  await browser.match(digitsOf(renewed));
  world.clock.advance(29 * MINUTE);
  const later = (await phone.extend()) as AppTransaction;
  assert.equal(later.expiresAt, world.clock.now() + 30 * MINUTE);
  await phone.proof(await proofOf(hanako, later));
  await extend();
  assert.equal((await browser.status()).state, 'proved');
  world.clock.advance(29 * MINUTE);
  await phone.decide(true);
  assert.match((await browser.answer()).headers.get('location') ?? '', /code=/);
});

test('a QR code that was drawn just before the end opens the app when there is more time', async () => {
  const browser = await start();
  world.clock.advance(30 * MINUTE - 20_000);
  const code = await browser.qrCode();
  await browser.post('/extend');
  world.clock.advance(40_000);
  assert.equal((await openPhone(app(), code)).transaction.state, 'scanned');
  const late = await start();
  world.clock.advance(30 * MINUTE - 20_000);
  const last = await late.qrCode();
  world.clock.advance(20_000);
  const problem = { error: 'transaction_expired', final: true };
  assert.deepEqual(await call(app(), APP_PATHS.open, { code: last }), problem, 'and never after the end');
});

test('what the card has signed stays good when the browser asks for more time meanwhile', async () => {
  const browser = await start();
  const phone = await openPhone(app(), await browser.linkCode());
  const proof = await proofOf(hanako, phone.transaction);
  await browser.post('/extend');
  assert.equal(((await phone.proof(proof)) as AppTransaction).state, 'proved');
  const { challenge, startedAt } = phone.transaction;
  assert.equal(
    challenge.expiresAt,
    startedAt + 11 * 30 * MINUTE,
    'the last time to which it can be extended',
  );
});

test('ten times, and not once more; a script is told how long it lasts and whether there is more', async () => {
  const browser = await start();
  const ask = async () =>
    (await (await browser.post('/extend', { accept: 'application/json' })).json()) as {
      leftMs: number;
      mayExtend: boolean;
      state: string;
    };
  for (let i = 1; i <= 10; i++) {
    world.clock.advance(MINUTE);
    const { leftMs, mayExtend, state } = await ask();
    assert.deepEqual(
      { leftMs, mayExtend, state },
      { leftMs: 30 * MINUTE, mayExtend: i < 10, state: 'waiting' },
    );
  }
  world.clock.advance(MINUTE);
  assert.equal((await ask()).leftMs, 29 * MINUTE);
  assert.ok(!(await (await browser.get()).text()).includes('id="extend"'), 'the button is gone');
  const phone = await openPhone(app(), await browser.linkCode());
  assert.deepEqual(await phone.extend(), { error: 'too_many_requests', final: false });
});

test('nothing is extended that is decided or over', async () => {
  const declined = await start();
  const phone = await openPhone(app(), await declined.linkCode());
  await phone.decide(false);
  assert.deepEqual(await phone.extend(), { error: 'transaction_state', final: true });
  const late = await start();
  const slow = await openPhone(app(), await late.linkCode());
  world.clock.advance(30 * MINUTE);
  await late.post('/extend');
  assert.equal((await late.status()).state, 'expired');
  assert.deepEqual(await slow.extend(), { error: 'transaction_expired', final: true });
});

test('what is to be signed gets the same time', async () => {
  const town = await Signer.create(world, 'town', { kind: 'government' });
  const id = await town.transaction();
  const browser = await town.begin(id);
  world.clock.advance(29 * MINUTE);
  await browser.post('/extend');
  const [row] = await world.store.run('SELECT expires_at FROM provider_sign_transaction WHERE id = $1', [id]);
  assert.equal(row?.expires_at, world.clock.now() + 30 * MINUTE);
  world.clock.advance(29 * MINUTE);
  await world.provider.sweep();
  assert.equal((await browser.status()).state, 'waiting');
});

test('the cookie lives as long as the login can, and half an hour more', async () => {
  const response = await app().request(authPath());
  const [, seconds] = /Max-Age=(\d+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  assert.equal(Number(seconds), 12 * 30 * 60);
});
