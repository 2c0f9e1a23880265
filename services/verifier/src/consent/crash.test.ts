/** Answers that are lost, and processes that die on the way of a consent: whoever repeats the request gets the one consent that there is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fromBase64 } from '@kazasu/bytes';
import { eachDeath } from '@kazasu/server/store/conformance';
import {
  createWorld,
  fromMortal,
  type Member,
  must,
  PURPOSE,
  signDocuments,
  type World,
} from '../testing/index.ts';

interface Consent {
  readonly consentId: string;
  readonly personId: string;
}

let world: World;
let city: Member;
before(async () => {
  world = await createWorld();
  city = await world.tenant();
});
after(() => world.close());

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

test('a process that dies at any step of a consent leaves what the same request completes, and nothing twice', async () => {
  let answered = 0;
  const steps = await eachDeath(async (mortal, life) => {
    const body = await signed();
    const [atAuthority = 0, here = 0, records = 0] = await counts();
    const once = [atAuthority + 1, here + 1, records + 1];
    const told = await fromMortal(world, mortal, async ({ app }) => {
      const response = await app.request('/v1/consents', {
        method: 'POST',
        headers: { authorization: `Bearer ${city.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.status === 201 ? ((await response.json()) as Consent) : undefined;
    });
    if (told !== undefined) {
      answered += 1;
      assert.deepEqual(await counts(), once, `step ${life}: what was answered is there`);
    }
    const consent = (await must(201, await city.post('/v1/consents', body))) as Consent;
    if (told !== undefined) assert.deepEqual(consent, told);
    assert.deepEqual(await counts(), once, `step ${life}`);
    assert.deepEqual(await must(201, await city.post('/v1/consents', body)), consent);
    assert.equal(await usable(consent), 200);
  });
  assert.ok(steps > 15, `${steps} steps`);
  // What looks for deliveries each second may have taken the step of death behind the last of the consent.
  assert.ok(answered >= 1 && answered <= 3, `${answered} answered`);
});
