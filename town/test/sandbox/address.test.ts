import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { SandboxOutcome } from '@kazasu/provider/api';
import { PEOPLE } from '../../src/people/index.ts';
import type { Town } from '../../src/town.ts';
import { approve, freshTown, HandMadeParty, type TestTown } from '../support/index.ts';
import { outcomesOf, Visit } from './visit.ts';

let world: TestTown;
let town: Town;
let party: HandMadeParty;
let outcomes: SandboxOutcome[];
before(async () => {
  world = await freshTown();
  town = world.town;
  party = await HandMadeParty.register(town);
  outcomes = await outcomesOf(town);
});
after(() => world.end());

test('one request without a cookie logs hanako in, with the sub and the items that the app leads to', async () => {
  const visit = new Visit(town, party);
  const { request, location } = await visit.authorize({ kazasu_person: 'hanako' });
  const tokens = await party.redeem(location?.searchParams.get('code') ?? '', request.verifier);
  const substituted = await party.userinfo(String(tokens.body.access_token));
  const again = party.begin();
  const callback = await approve(town, new URL(again.url), 'hanako');
  const held = await party.redeem(callback.searchParams.get('code') ?? '', again.verifier);
  assert.deepEqual(substituted, await party.userinfo(String(held.body.access_token)));
  assert.equal(substituted.body.name, PEOPLE[0]?.name);
});
