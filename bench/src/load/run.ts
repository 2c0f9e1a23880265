import {
  type Ask,
  createCardWorld,
  createRelyingParty,
  createVisitors,
  login,
} from '@kazasu/conformance/load';
import { ADMIN_PATHS } from '@kazasu/provider/api';
import { environment } from '@kazasu/server/config';
import { keptSmall } from '@kazasu/server/serve';
import type { Figure } from '../figure/index.ts';
import { cores, pin, type Server, startServer, type Usage } from '../login/child.ts';
import { CLIENT_ID } from '../login/client.ts';
import type { OwnSettings } from '../login/own-server.ts';
import { type Round, runRound } from '../login/round.ts';
import { openLoop, percentile, type Waited } from './arrivals.ts';
import { bareCommits } from './disk.ts';

export interface LoadBenchOptions {
  /** Under way at once while the most that is possible is looked for. */
  readonly concurrent: number;
  readonly seconds: number;
  /** For the memory. */
  readonly logins: number;
  readonly onProgress: (line: string) => void;
}

export interface LoadBenchResult {
  readonly figures: readonly Figure[];
}

const PORT = 4976;
const BASE = `http://localhost:${PORT}/api`;
const ADMIN_TOKEN = 'bench-admin-token-of-this-run';
const CARDS = 8;
/** Of the most that is possible. */
const SHARE = 0.8;
const P99_MS = 50;
const MEGABYTES = 150;
const STEPS = 10;
/** What a process may hold more of at the end than half way: nothing, but the sizes of heaps come and go. */
const GROWTH = 1.1;

export async function runLoadBench(options: LoadBenchOptions): Promise<LoadBenchResult> {
  const core = cores();
  pin(process.pid, core.load);
  options.onProgress('making cards');
  const world = await createCardWorld(CARDS);
  const visitors = createVisitors({ connections: 256 });
  const rp = createRelyingParty(CLIENT_ID);
  const { authority, trust, folder, cards } = world;
  const settings: OwnSettings = {
    port: PORT,
    folder,
    adminToken: ADMIN_TOKEN,
    authority,
    trust,
    store: 'file',
  };
  const server = await startServer(
    new URL('../login/own-server.ts', import.meta.url).href,
    settings,
    core.server,
    keptSmall(process.execArgv, environment()),
  );
  try {
    await register(rp.registration);
    let next = 0;
    // Resolves to the milliseconds between its requests and their answers.
    const timed = async () => {
      next += 1;
      const card = cards[next % cards.length];
      if (card === undefined) throw new Error('no cards');
      let waited = 0;
      const ask: Ask = async (_step, send) => {
        const asked = performance.now();
        const answer = await send();
        waited += performance.now() - asked;
        return answer;
      };
      await login({ base: BASE, visitor: visitors.next(), rp, ask }, card);
      return waited;
    };
    const one = async () => void (await timed());
    const most = await findMost(one, server, options);
    const rate = SHARE * most.flowsPerSecond;
    options.onProgress(`${rate.toFixed(0)} logins a second, as they please`);
    const commits = await bareCommits(folder);
    const before = await server.cpuMs();
    const waited = await openLoop(timed, { rate, seconds: options.seconds });
    const busy = ((await server.cpuMs()) - before) / (options.seconds * 1000);
    commits.push(...(await bareCommits(folder)));
    const held = await holds(one, server, options);
    return { figures: figuresOf({ most, rate, busy, waited, commits, held, logins: options.logins }) };
  } finally {
    server.stop();
    visitors.close();
    await world.close();
  }
}

/** The second round: in the first the compilers are at work. */
async function findMost(one: () => Promise<void>, server: Server, options: LoadBenchOptions): Promise<Round> {
  await runRound(one, server, options);
  const most = await runRound(one, server, options);
  const { flowsPerSecond, busy, cpuMsPerFlow } = most;
  options.onProgress(
    `at most ${flowsPerSecond.toFixed(0)} logins/s, ${cpuMsPerFlow.toFixed(2)} ms each, core ${(100 * busy).toFixed(0)} % busy`,
  );
  return most;
}

type Held = Usage['megabytes'];

/** What the process holds after each tenth of the logins. */
async function holds(one: () => Promise<void>, server: Server, options: LoadBenchOptions): Promise<Held[]> {
  const held: Held[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    let left = Math.ceil(options.logins / STEPS);
    const lane = async () => {
      while (left > 0) {
        left -= 1;
        await one();
      }
    };
    await Promise.all(Array.from({ length: options.concurrent }, lane));
    const { megabytes } = await server.usage();
    held.push(megabytes);
    const after = Math.ceil((options.logins / STEPS) * step);
    options.onProgress(
      `after ${after} logins: ${megabytes.resident.toFixed(0)} MB resident, heap ${megabytes.heap.toFixed(0)}`,
    );
  }
  return held;
}

interface Measured {
  readonly most: Round;
  readonly rate: number;
  /** Share of the core. */
  readonly busy: number;
  readonly waited: Waited;
  /** Milliseconds that the disk took for a page, before and after. */
  readonly commits: readonly number[];
  readonly held: readonly Held[];
  readonly logins: number;
}

function figuresOf({ most, rate, busy, waited, commits, held, logins }: Measured): Figure[] {
  const [half, end] = [held[STEPS / 2 - 1], held.at(-1)];
  if (half === undefined || end === undefined) throw new Error('nothing was held');
  const atLast = Math.max(...held.map(({ resident }) => resident));
  const own = Math.max(...held.map((one) => one.own ?? 0));
  return [
    {
      name: 'whole logins, one core for the server',
      value: most.flowsPerSecond,
      unit: '/s',
      note: `the server's core was busy ${(100 * most.busy).toFixed(0)} %`,
    },
    { name: '  a second of the core', value: 1000 / most.cpuMsPerFlow, unit: '/s' },
    { name: '  processor time of one', value: most.cpuMsPerFlow, unit: 'ms' },
    {
      name: `p99 of a whole login, ${rate.toFixed(0)} a second as they please`,
      value: percentile(waited.all, 0.99),
      unit: 'ms',
      limit: { bound: 'most', of: P99_MS },
      note: `80 % of the most; core busy ${(100 * busy).toFixed(0)} %; nine requests and three signatures of the card, which the load makes`,
    },
    { name: '  p50', value: percentile(waited.all, 0.5), unit: 'ms' },
    {
      name: '  p99 of its nine requests, from question to answer',
      value: percentile(waited.others, 0.99),
      unit: 'ms',
      note: `one time in a hundred the load itself is ${waited.lateMs.toFixed(0)} ms late, at each of them`,
    },
    { name: '    p50', value: percentile(waited.others, 0.5), unit: 'ms' },
    {
      name: '  p99 of a page brought to the same disk, before and after',
      value: percentile(commits, 0.99),
      unit: 'ms',
      note: `half of them ${percentile(commits, 0.5).toFixed(2)} ms; a login waits for a dozen one after the other, and all wait for each`,
    },
    {
      name: `memory of a worker within ${logins} logins, the most`,
      value: atLast,
      unit: 'MB',
      limit: { bound: 'most', of: MEGABYTES },
    },
    {
      name: '  of that its own',
      value: own,
      unit: 'MB',
      note: `the rest is Node's program, ${(atLast - own).toFixed(0)} MB that the workers of a machine share`,
    },
    {
      name: '  at the end',
      value: end.resident,
      unit: 'MB',
      beside: { name: 'half way', value: half.resident },
      ratio: end.resident / half.resident,
      limit: { bound: 'most', of: GROWTH },
    },
  ];
}

async function register(registration: unknown): Promise<void> {
  const response = await fetch(`${BASE}${ADMIN_PATHS.clients}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  if (response.status !== 201) throw new Error(`the bench client was not registered: ${response.status}`);
}
