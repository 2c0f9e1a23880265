/** A process dies before any step of a verification: whoever asks again has one record, and what was answered is answered again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import {
  eachDeath,
  type Mortality,
  mortalStore,
  postgresMissing,
  startPostgres,
} from '@kazasu/server/store/conformance';
import { createWorld, must, signDocuments, type World } from '../testing/index.ts';

interface Answer {
  readonly id: string;
  readonly personId: string;
  readonly evidence: { readonly leafIndex: number };
}

/** The items come once. */
const factsOf = ({ id, personId, evidence }: Answer) => ({ id, personId, evidence });

/** Asks a process of its own; undefined where it died before it answered, or answered that it could not. */
async function askMortal(world: World, mortal: Mortality, init: RequestInit): Promise<Answer | undefined> {
  const process = await world.another(mortalStore(world.store, mortal)).catch((error: unknown) => {
    if (!mortal.died) throw error;
    return undefined;
  });
  const response = await process?.app.request('/v1/verifications', init);
  await process?.close();
  if (response?.status === 201) return mortal.died ? undefined : ((await response.json()) as Answer);
  assert.ok(mortal.died, `${response?.status}`);
  return undefined;
}

async function everyStep(options: StoreOptions): Promise<void> {
  const store = await openStore(options);
  const world = await createWorld({ store });
  const member = await world.tenant();
  const steps = await eachDeath(async (mortal, life) => {
    // Of each person there is no row yet when the first process dies.
    const card = await world.card();
    const body = { purpose: 'contract', revocation: 'crl', ...signDocuments(card, ['one']) };
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${member.token}`,
        'content-type': 'application/json',
        'idempotency-key': `"step-${life}"`,
      },
    };
    const answered = await askMortal(world, mortal, init);
    const again = (await must(201, await world.ask('/v1/verifications', init))) as Answer;
    if (answered !== undefined) assert.deepEqual(factsOf(again), factsOf(answered));
    const once = (await must(201, await world.ask('/v1/verifications', init))) as Answer;
    assert.equal(once.id, again.id);
    const kept = await store.run('SELECT id FROM verifier_record WHERE person_id = $1', [again.personId]);
    assert.deepEqual(kept, [{ id: again.id }], `step ${life}: one record`);
  });
  assert.ok(steps > 20, `${steps} steps`);
  const verdict = await must(200, await world.operate('POST', '/admin/evidence/check'));
  assert.deepEqual(verdict, { ...(verdict as object), intact: true, size: steps + 1 });
  await world.close();
  await store.close();
}

test('a process dies before any step of a verification, on SQLite', () => everyStep({ file: ':memory:' }));

test('a process dies before any step of a verification, on PostgreSQL', {
  skip: postgresMissing(),
}, async () => {
  const postgres = await startPostgres();
  try {
    await everyStep({ databaseUrl: await postgres.createDatabase(), connections: 4 });
  } finally {
    await postgres.stop();
  }
});
