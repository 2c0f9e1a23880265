/** A process dies before any step of what a tenant asks for: whoever asks another for the same has all of it, and nothing twice. */
import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import {
  openStore,
  type StatementRunner,
  type Store,
  StoreError,
  type StoreOptions,
} from '@kazasu/server/store';
import {
  eachDeath,
  postgresMissing,
  startPostgres,
  type TestPostgres,
} from '@kazasu/server/store/conformance';
import { ROWS, type Row, type Town } from './testing/acts.ts';
import { consented, createWorld, fromMortal, met, must, PURPOSE, type World } from './testing/index.ts';
import { type Receiver, startReceiver } from './webhook/testing/receiver.ts';

async function everyDeath(town: Town, { open, steps: least }: Row): Promise<void> {
  const { world } = town;
  const next = await open(town);
  const steps = await eachDeath(async (mortal, life) => {
    const act = await next(life);
    const { whole, repeat, alike = (answer) => answer } = act;
    const none = await act.made();
    const first = await fromMortal(world, mortal, (process) => act.ask(process));
    const before = (await act.made()) - none;
    assert.ok(before <= whole, `step ${life}: nothing more than it makes`);
    if (first !== undefined) assert.equal(before, whole, `step ${life}: what was answered is there`);
    act.wait?.();
    const again = await act.ask(world.verifier);
    assert.notEqual(again, undefined);
    const all = repeat === 'same' ? whole : before + whole;
    assert.equal((await act.made()) - none, all, `step ${life}: all of it, once`);
    if (first !== undefined) assert.deepEqual(alike(again), alike(first));
    await act.also?.({ before, first, again });
    assert.deepEqual(alike(await act.ask(world.verifier)), alike(again));
    assert.equal((await act.made()) - none, repeat === 'same' ? all : all + whole);
  });
  assert.ok(steps >= least, `${steps} steps`);
  const verdict = (await must(200, await world.operate('POST', '/admin/evidence/check'))) as object;
  assert.deepEqual(verdict, { ...verdict, intact: true });
}

function deaths(database: () => Promise<StoreOptions>): void {
  let [world, receiver]: [World | undefined, Receiver | undefined] = [undefined, undefined];
  before(async () => {
    // What the others would do by themselves would be done in the mortal's place.
    mock.timers.enable({ apis: ['setInterval'] });
    world = await createWorld({ store: await openStore(await database()) });
    receiver = await startReceiver();
  });
  after(async () => {
    await world?.close();
    await world?.store.close();
    await receiver?.close();
    mock.timers.reset();
  });
  for (const row of ROWS) {
    test(`a process dies before any step of ${row.title}`, async () => {
      assert.ok(world && receiver);
      await everyDeath({ world, receiver, city: await world.tenant() }, row);
    });
  }
}

describe('on SQLite', () => deaths(async () => ({ file: ':memory:' })));

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  deaths(async () => ({ databaseUrl: await postgres.createDatabase(), connections: 4 }));
});

/** The store in which one thing cannot be written down. */
function unwritable(store: Store, table: string): Store {
  const runner = (inner: StatementRunner): StatementRunner => ({
    run: async (statement, values) => {
      if (statement.includes(`INSERT INTO ${table} `))
        throw new StoreError('store/unavailable', 'the disk is full');
      return inner.run(statement, values);
    },
  });
  const { run } = runner(store);
  const transaction: Store['transaction'] = (work, options) =>
    store.transaction((within) => work(runner(within)), options);
  return { ...{ engine: store.engine, run, transaction }, migrate: async () => {}, close: async () => {} };
}

test('what cannot be written down to have been given is not given', async () => {
  const world = await createWorld();
  const city = await world.tenant();
  const place = { world, city };
  const { id } = await met(place);
  const personId = await consented(place, await world.card());
  const given = [
    [`/v1/verifications/${id}/items`, 'verifier_item_request'],
    [`/v1/verifications/${id}/signature`, 'verifier_item_request'],
    [`/v1/persons/${personId}/latest-items`, 'verifier_record'],
  ] as const;
  for (const [path, table] of given) {
    const told = JSON.stringify(await must(200, await city.post(path, { purpose: PURPOSE })));
    const process = await world.another(unwritable(world.store, table));
    const headers = { authorization: `Bearer ${city.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ purpose: PURPOSE });
    const answer = await process.app.request(path, { method: 'POST', headers, body });
    const text = await answer.text();
    assert.ok(answer.status >= 500, `${path}: ${answer.status}`);
    assert.equal(/"(items|certificate|signatures|name)"/.test(told), true);
    assert.equal(/"(items|certificate|signatures|name)"/.test(text), false, text);
    await process.close();
  }
  await world.close();
});
