import { cpus } from 'node:os';
import { startCluster } from '@kazasu/conformance/cluster';
import {
  type CardWorld,
  createCardWorld,
  createRelyingParty,
  createVisitors,
  login,
  type RelyingParty,
} from '@kazasu/conformance/load';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { DURABLE_SETTINGS } from '../durable-settings.ts';
import { type Figure, median } from '../figure/index.ts';
import { cores, pinTo } from '../login/child.ts';
import { CLIENT_ID } from '../login/client.ts';

export interface WorkersBenchOptions {
  /** Logins under way at once, for each worker. */
  readonly concurrent: number;
  readonly rounds: number;
  /** Of one round. */
  readonly seconds: number;
  readonly onProgress: (line: string) => void;
}

const WORKERS = [1, 2];
const CARDS = 8;
const LEAST = 1.8;

/** Throws where there are fewer than two cores, no taskset, or no PostgreSQL. */
export async function runWorkersBench(
  options: WorkersBenchOptions,
): Promise<{ readonly figures: readonly Figure[] }> {
  if (cores().server === undefined) throw new Error('This takes two cores, and taskset.');
  const missing = postgresMissing();
  if (missing !== false) throw new Error(missing);
  const ends: (() => unknown)[] = [];
  const world = await createCardWorld(CARDS);
  ends.push(() => world.close());
  const rp = createRelyingParty(CLIENT_ID);
  try {
    const sides: Side[] = [];
    for (const workers of WORKERS) sides.push(await startSide(workers, { world, rp, ends }));
    for (const side of sides) await round(side, options);
    const measured = new Map(sides.map((side): [Side, Round[]] => [side, []]));
    for (let turn = 1; turn <= options.rounds; turn += 1) {
      for (const side of turn % 2 === 1 ? sides : sides.toReversed()) {
        const { perSecond, busy } = await round(side, options);
        measured.get(side)?.push({ perSecond, busy });
        options.onProgress(
          `round ${turn}, ${side.workers} of each: ${perSecond.toFixed(0)} logins/s, cores ${(100 * busy).toFixed(0)} % busy`,
        );
      }
    }
    return { figures: figuresOf([...measured]) };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** A service with its database and its load, all on the same cores. */
interface Side {
  readonly workers: number;
  /** To be called before its logins: the load goes to its cores. */
  place(): void;
  login(): Promise<void>;
}

interface SideParts {
  readonly world: CardWorld;
  readonly rp: RelyingParty;
  readonly ends: (() => unknown)[];
}

/** What is started here stays on the cores on which this process then is. */
async function startSide(workers: number, { world, rp, ends }: SideParts): Promise<Side> {
  const place = () =>
    pinTo(
      process.pid,
      Array.from({ length: workers }, (_, core) => core),
    );
  place();
  const postgres = await startPostgres({ settings: DURABLE_SETTINGS });
  ends.push(() => postgres.stop());
  const settings = { KAZASU_WORKERS: String(workers) };
  const cluster = await startCluster({
    world,
    nodes: 1,
    databaseUrl: () => postgres.url,
    settings,
    unheard: true,
  });
  ends.push(() => cluster.close());
  await cluster.register(rp.registration);
  const port = cluster.nodes[0]?.port ?? 0;
  const visitors = createVisitors({ connections: 256, port: () => port });
  ends.push(() => visitors.close());
  let next = 0;
  return {
    workers,
    place,
    login: async () => {
      const card = world.cards[next++ % world.cards.length];
      if (card === undefined) throw new Error('no cards');
      await login({ base: cluster.base, visitor: visitors.next(), rp }, card);
    },
  };
}

interface Round {
  readonly perSecond: number;
  /** Share of its cores, by whatever runs on them. */
  readonly busy: number;
}

async function round(side: Side, { concurrent, seconds }: WorkersBenchOptions): Promise<Round> {
  side.place();
  const [before, start] = [idleMs(side.workers), performance.now()];
  let logins = 0;
  const lane = async () => {
    while (performance.now() - start < seconds * 1000) {
      await side.login();
      logins += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrent * side.workers }, lane));
  const ms = performance.now() - start;
  const idle = (idleMs(side.workers) - before) / (ms * side.workers);
  return { perSecond: (1000 * logins) / ms, busy: 1 - idle };
}

function idleMs(workers: number): number {
  return cpus()
    .slice(0, workers)
    .reduce((sum, { times }) => sum + times.idle, 0);
}

function figuresOf(measured: readonly (readonly [Side, readonly Round[]])[]): Figure[] {
  const [one, two] = measured.map(([, rounds]) => ({
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    busy: median(rounds.map(({ busy }) => busy)),
  }));
  if (one === undefined || two === undefined) throw new Error('a side is missing');
  const busy = (share: number) => `with database and load on the same; ${(100 * share).toFixed(0)} % busy`;
  return [
    { name: 'whole logins, one worker on one core', value: one.perSecond, unit: '/s', note: busy(one.busy) },
    {
      name: 'whole logins, two workers on two cores',
      value: two.perSecond,
      unit: '/s',
      beside: { name: 'one worker on one core', value: one.perSecond },
      ratio: two.perSecond / one.perSecond,
      limit: { bound: 'least', of: LEAST },
      note: busy(two.busy),
    },
  ];
}
