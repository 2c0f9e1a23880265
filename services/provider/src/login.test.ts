import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { proofOf } from './testing/card.ts';
import { begin, openPhone } from './testing/visit.ts';
import { createWorld, HANAKO, type World } from './testing/world.ts';

let world: World;
let hanako: CardImage;

before(async () => {
  world = await createWorld();
  hanako = await world.personalise({});
});
after(() => world.close());

test('a whole login: link, card, agreement, and the browser goes back with its code', async () => {
  const { app } = world.provider;
  const browser = await begin(app);
  const phone = await openPhone(app, await browser.linkCode());
  assert.equal(phone.transaction.relyingParty.origin, 'https://rp.example');
  const proved = await phone.proof(await proofOf(hanako, phone.transaction));
  assert.ok('state' in proved, JSON.stringify(proved));
  assert.equal(proved.state, 'proved');
  assert.deepEqual(proved.handover, {
    name: HANAKO.name,
    address: HANAKO.address,
    birthdate: HANAKO.birthdate,
    gender: HANAKO.gender,
  });
  assert.equal((await browser.status()).step, 'wait');
  const agreed = await phone.decide(true);
  assert.ok('state' in agreed && agreed.state === 'approved');
  assert.equal((await browser.status()).step, 'answer');
  const answer = await browser.get('/continue');
  assert.equal(answer.status, 303);
  const location = new URL(answer.headers.get('location') ?? '');
  assert.deepEqual([...location.searchParams.keys()], ['state', 'session_state', 'iss', 'code']);
});
