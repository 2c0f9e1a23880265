import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { ConsumeTask } from './child/consume.ts';
import type { IncrementTask } from './child/increment.ts';
import type { StoreHarness } from './describe-store.ts';
import { race } from './rival.ts';
import { SCHEMA } from './schema.ts';

const PROCESSES = 6;
const ROWS = Array.from({ length: 200 }, (_, i) => `row ${i}`);

/** The three ways in which a service uses something once. */
const CONSUMPTIONS = [
  'INSERT INTO suite_item (id) VALUES ($1) ON CONFLICT (id) DO NOTHING RETURNING id',
  'UPDATE suite_part SET number = 1 WHERE item = $1 AND number = 0 RETURNING item',
  'DELETE FROM suite_other WHERE id = $1 RETURNING id',
];

export function describeRaces(harness: StoreHarness): void {
  describe(`races of ${PROCESSES} processes`, () => {
    it(`have exactly one winner for each of ${ROWS.length} rows, inserted, updated or deleted`, async () => {
      const options = await harness.fresh();
      const store = await openStore(options);
      await prepareRows(store);
      const task: ConsumeTask = { statements: CONSUMPTIONS, ids: ROWS };
      const won = (await race(PROCESSES, 'consume', options, { ...task })) as string[][][];
      for (const [index, statement] of CONSUMPTIONS.entries()) {
        const winners = won.flatMap((ways) => ways[index] ?? []).sort();
        assert.deepEqual(winners, [...ROWS].sort(), statement);
      }
      await store.close();
    });

    it('lose no update of a counter', async () => {
      const options = await harness.fresh();
      const store = await openStore(options);
      await store.migrate('suite', SCHEMA);
      await store.run("INSERT INTO suite_item (id) VALUES ('counter')");
      const task: IncrementTask = { id: 'counter', times: 15 };
      await race(PROCESSES, 'increment', options, { ...task });
      const rows = await store.run('SELECT amount FROM suite_item');
      assert.deepEqual(rows, [{ amount: PROCESSES * task.times }]);
      await store.close();
    });

    it('migrate an empty database once', async () => {
      const options = await harness.fresh();
      await race(PROCESSES, 'migrate', options, null);
      const store = await openStore(options);
      assert.deepEqual(await store.run('SELECT id, extra FROM suite_item'), [
        { id: 'added by the migration', extra: 5 },
      ]);
      await store.close();
    });
  });
}

async function prepareRows(store: Store): Promise<void> {
  await store.migrate('race', [
    {
      id: 1,
      statements: [
        'CREATE TABLE suite_item (id TEXT PRIMARY KEY)',
        'CREATE TABLE suite_part (item TEXT PRIMARY KEY, number BIGINT NOT NULL)',
        'CREATE TABLE suite_other (id TEXT PRIMARY KEY)',
      ],
    },
  ]);
  await store.transaction(async (within) => {
    for (const id of ROWS) {
      await within.run('INSERT INTO suite_part (item, number) VALUES ($1, 0)', [id]);
      await within.run('INSERT INTO suite_other (id) VALUES ($1)', [id]);
    }
  });
}
