import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopwatch } from '@kazasu/server/clock';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { type Figure, median } from '../figure/index.ts';
import { barePg, bareSqlite, type Contestant, ownStore } from './contestants.ts';
import { sizes } from './sizes.ts';
import { KINDS, type Kind } from './table.ts';

export interface StoreBenchOptions {
  readonly rounds: number;
  /** Statements of a kind in a round. */
  readonly rows: number;
  /** Asked for at once. */
  readonly concurrent: number;
  readonly onProgress: (line: string) => void;
}

interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

/** Microseconds a statement: processor time of the asking process, and the clock. */
export async function runStoreBench(
  options: StoreBenchOptions,
): Promise<{ readonly figures: readonly Figure[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-bench-store-'));
  const figures: Figure[] = [];
  const pair = async (name: string, rows: number, ours: Contestant, bare: Contestant) => {
    options.onProgress(name);
    figures.push(...(await compare(name, ours, bare, { ...options, rows })));
  };
  try {
    await pair(
      'memory',
      options.rows,
      await ownStore('memory', { file: ':memory:' }),
      await bareSqlite(':memory:'),
    );
    // A tenth as many: alone each of them waits for the disk.
    const fewer = Math.ceil(options.rows / 10);
    const file = await ownStore('file', { file: join(folder, 'own.db') });
    await pair('file', fewer, file, await bareSqlite(join(folder, 'bare.db')));
    if (postgresMissing() === false) figures.push(...(await onPostgres(options)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { figures };
}

async function onPostgres(options: StoreBenchOptions): Promise<readonly Figure[]> {
  const postgres = await startPostgres({
    settings: {
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      autovacuum_naptime: '1s',
    },
  });
  try {
    options.onProgress('PostgreSQL');
    const ours = await ownStore('PostgreSQL', { databaseUrl: await postgres.createDatabase() });
    const figures = await compare('PostgreSQL', ours, await barePg(await postgres.createDatabase()), options);
    options.onProgress('sizes');
    return [...figures, await sizes(postgres)];
  } finally {
    await postgres.stop();
  }
}

/** In turns, after one round that warms up. */
async function compare(
  name: string,
  ours: Contestant,
  bare: Contestant,
  { rounds, rows, concurrent }: StoreBenchOptions,
): Promise<readonly Figure[]> {
  const spent = new Map<string, Spent[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of [ours, bare]) {
      await contestant.empty();
      for (const kind of KINDS) {
        const one = await measure(contestant, kind, rows, concurrent);
        const key = `${contestant === ours} ${kind.name}`;
        if (round > 0) spent.set(key, [...(spent.get(key) ?? []), one]);
      }
    }
  }
  await ours.close();
  await bare.close();
  const of = (own: boolean, kind: Kind, way: keyof Spent) =>
    median((spent.get(`${own} ${kind.name}`) ?? []).map((one) => one[way]));
  return KINDS.flatMap((kind) =>
    (['cpu', 'wall'] as const).map((way): Figure => {
      const [value, beside] = [of(true, kind, way), of(false, kind, way)];
      return {
        name: `${name}, ${kind.name}`,
        value,
        unit: way === 'cpu' ? 'µs CPU' : 'µs clock',
        beside: { name: bare.name, value: beside },
        ratio: value / beside,
        ...(way === 'cpu' && name === 'memory' && { ratio: value, limit: { bound: 'most', of: 10 } }),
      };
    }),
  );
}

async function measure(by: Contestant, kind: Kind, rows: number, concurrent: number): Promise<Spent> {
  let next = 0;
  const before = process.cpuUsage();
  const elapsed = stopwatch();
  const lane = async () => {
    while (next < rows) await by.run(kind, kind.valuesOf(next++));
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / rows, wall: (elapsed() * 1000) / rows };
}
