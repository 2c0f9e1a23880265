import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  createWorld,
  type Member,
  must,
  PURPOSE,
  sha256Hex,
  signDocuments,
  type World,
} from '../testing/index.ts';
import type { Verification } from './answer.ts';

let world: World;
let member: Member;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
});
after(() => world.close());

test('a signature of a good card is valid, with items, a person and evidence', async () => {
  const signed = signDocuments(await world.card(), ['a contract']);
  const response = await member.verify({ purpose: PURPOSE, ...signed });
  const answer = (await must(201, response)) as Verification;
  assert.equal(answer.verdict, 'valid', JSON.stringify(answer.words, null, 1));
  assert.equal(answer.items?.name, '見本　花子');
  assert.match(answer.items?.nameSubstituteFlags ?? '', /^0{5}$/);
  assert.match(answer.personId ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual(answer.digests, [sha256Hex('a contract')]);
  assert.deepEqual(answer.evidence, { id: answer.id, leafIndex: answer.evidence.leafIndex });

  const again = (await must(200, await member.ask(`/v1/verifications/${answer.id}`))) as Verification;
  const { items: _items, ...rest } = answer;
  assert.deepEqual(again, rest);
});
