/** Answers that are lost, and processes that die on the way of a consent: whoever repeats the request gets the one consent that there is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromBase64 } from '@kazasu/bytes';
import { openStore } from '@kazasu/server/store';
import { type Dying, dying } from '../testing/dying.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';

interface Consent {
  readonly consentId: string;
  readonly personId: string;
}

let world: World;
let process: Dying;
let city: Member;
before(async () => {
  process = dying(await openStore({ file: ':memory:' }));
  world = await createWorld({ store: process.store });
  city = await world.tenant();
});
after(async () => {
  world.network = undefined;
  process.live();
  await world.close();
  await process.store.close();
});

async function signed() {
  const image = await world.card();
  const request = { service: '架空市 電子申請', purpose: PURPOSE };
  const { statement } = (await must(201, await city.post('/v1/consents/prepare', request))) as {
    statement: string;
  };
  const { certificate, signatures } = signDocuments(image, [Buffer.from(fromBase64(statement)).toString()]);
  return { statement, certificate, signature: signatures[0]?.signature ?? '' };
}

async function countIn(table: string, store = world.store): Promise<number> {
  const [row] = await store.run<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`);
  return row?.count ?? 0;
}

async function counts() {
  const records = `verifier_record WHERE kind = 'consent'`;
  return [
    await countIn('authority_consent', world.authority.store),
    await countIn('verifier_consent'),
    await countIn(records),
  ];
}

async function usable({ personId }: Consent): Promise<number> {
  return (await city.post(`/v1/persons/${personId}/latest-items`, { purpose: PURPOSE })).status;
}

test('a consent of which the authority’s answer was lost is completed by the same request, an hour later too', async () => {
  const body = await signed();
  const [atAuthority = 0, here = 0, records = 0] = await counts();
  world.network = async (path, forward) => {
    const response = await forward();
    if (path === '/v1/consents') throw new TypeError('connection reset');
    return response;
  };
  const lost = await city.post('/v1/consents', body);
  assert.equal(lost.status, 503);
  assert.deepEqual(await counts(), [atAuthority + 1, here, records], 'it is there, and nobody here knows');
  world.network = undefined;
  world.authority.clock.advance(3_600_000);
  const answers = await Promise.all([1, 2, 3].map(() => city.post('/v1/consents', body)));
  const given = await Promise.all(answers.map((answer) => must(201, answer) as Promise<Consent>));
  assert.equal(new Set(given.map(({ consentId }) => consentId)).size, 1);
  assert.deepEqual(await counts(), [atAuthority + 1, here + 1, records + 1]);
  assert.deepEqual(await must(201, await city.post('/v1/consents', body)), given[0]);
  assert.equal(await usable(given[0] as Consent), 200);
  world.authority.clock.advance(23 * 3_600_000);
  const late = await city.post('/v1/consents', body);
  assert.deepEqual(
    [late.status, ((await late.json()) as { code: string }).code],
    [409, 'consent-not-prepared'],
  );
});

test('a consent that was taken back before its answer could be repeated is said to be over', async () => {
  const body = await signed();
  world.network = async (path, forward) => {
    const response = await forward();
    if (path === '/v1/consents') throw new TypeError('connection reset');
    return response;
  };
  await city.post('/v1/consents', body);
  world.network = undefined;
  await world.authority.store.run('UPDATE authority_consent SET ended_at = $1', [
    world.authority.clock.now(),
  ]);
  const answer = await city.post('/v1/consents', body);
  assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [409, 'consent-ended']);
});

async function sendDyingAt(dieAt: number) {
  const body = await signed();
  world.network = async (_path, forward) => {
    process.step();
    const response = await forward();
    process.step();
    return response;
  };
  process.live(dieAt);
  const { status } = await city.post('/v1/consents', body);
  const { isDead } = process;
  process.live();
  world.network = undefined;
  return { body, status, isDead };
}

test('a process that dies at any step of a consent leaves what the same request completes, and nothing twice', async () => {
  let answered = 0;
  let dieAt = 1;
  for (; ; dieAt++) {
    const [atAuthority = 0, here = 0, records = 0] = await counts();
    const { body, status, isDead } = await sendDyingAt(dieAt);
    // What looks for deliveries each second may have taken the step.
    if (status === 201) answered += 1;
    const consent = (await must(201, await city.post('/v1/consents', body))) as Consent;
    assert.deepEqual(await counts(), [atAuthority + 1, here + 1, records + 1], `step ${dieAt}`);
    assert.deepEqual(await must(201, await city.post('/v1/consents', body)), consent);
    assert.equal(await usable(consent), 200);
    if (!isDead) break;
  }
  assert.ok(dieAt > 15, `${dieAt} steps`);
  assert.ok(answered <= 3, `${answered} answered`);
});
