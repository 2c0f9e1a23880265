import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store, sweepRows } from '@kazasu/server/store';
import type { TestPostgres } from '@kazasu/server/store/conformance';
import type { Figure } from '../figure/index.ts';
import { KINDS, TABLE } from './table.ts';

const ROUNDS = { warm: 10, all: 30 } as const;
const ROWS = 5_000;

/** Whether a table stays as large as it is while rows come, are changed once, and are swept: by autovacuum as it is shipped, but every second. */
export async function sizes(postgres: TestPostgres): Promise<Figure> {
  const store = await openStore({ databaseUrl: await postgres.createDatabase() });
  await store.migrate('bench', [
    { id: 1, statements: [TABLE, 'CREATE INDEX bench_due ON bench_session (expires_at)'] },
  ]);
  const after: number[] = [];
  for (let round = 0; round < ROUNDS.all; round++) {
    await comeAndGo(store, round * ROWS);
    await sleep(1_000);
    after.push(await megabytes(store));
  }
  await store.close();
  return {
    name: `PostgreSQL, ${ROUNDS.all} times ${ROWS} rows that came and went`,
    value: after.at(-1) ?? 0,
    unit: 'MB',
    beside: { name: `after ${ROUNDS.warm} times`, value: after[ROUNDS.warm - 1] ?? 0 },
    ratio: (after.at(-1) ?? 0) / (after[ROUNDS.warm - 1] ?? 0),
    limit: { bound: 'most', of: 1.5 },
  };
}

async function comeAndGo(store: Store, from: number): Promise<void> {
  const [insert, update] = KINDS;
  for (const kind of [insert, update]) {
    const numbers = Array.from({ length: ROWS }, (_, i) => from + i);
    await Promise.all(numbers.map((number) => kind?.run(store, kind.valuesOf(number))));
  }
  await sweepRows(store, { table: 'bench_session', key: 'id', due: 'expires_at <= $1', values: [2] });
}

async function megabytes(store: Store): Promise<number> {
  const [row] = await store.run<{ octets: number }>(
    "SELECT pg_total_relation_size('bench_session') AS octets",
  );
  return (row?.octets ?? 0) / 1e6;
}
