import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { inTurns } from '../card/measure.ts';
import { generateKeyPairSync, sign, verify } from '../crypto.ts';
import { DURABLE_SETTINGS } from '../durable-settings.ts';
import { type Figure, median } from '../figure/index.ts';
import { cores, pin, type Server, startServer } from '../login/child.ts';
import { type Round, runRound } from '../login/round.ts';
import type { VerifyBenchOptions, VerifyMeasurement } from './figure.ts';
import type { Requests } from './server.ts';

/**
 * `POST /v1/verifications` over HTTP until the evidence is durable, the verifier on one core; database and load on the other. By
 * processor time of the verifier, so that what else the machine does counts for nobody.
 */
export const DURABLE: VerifyMeasurement = { name: 'durable', run: measure };

const CONCURRENT = 64;
/** Verifications before any is counted: so long each costs less than the one before, the compilers being at work. A verifier runs for weeks. */
const WARM_UP = 20_000;
const BODIES = 256;
const NOTHING = 'nothing';
const PORT = 4974;
/** A table grows by pages, an index by splitting them: what two samples of some ten thousand records may differ by. */
const ALLOCATION = 0.1;

interface Side {
  readonly name: string;
  readonly server: Server;
  readonly flow: () => Promise<void>;
  readonly rounds: Round[];
}

async function measure(options: VerifyBenchOptions): Promise<readonly Figure[]> {
  const core = cores();
  pin(process.pid, core.load);
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-verify-'));
  const postgres =
    postgresMissing() === false ? await startPostgres({ settings: DURABLE_SETTINGS }) : undefined;
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  const sides: Side[] = [];
  try {
    const stores: [string, StoreOptions][] = [
      ...(postgres
        ? [['PostgreSQL', { databaseUrl: postgres.url, connections: 8 }] as [string, StoreOptions]]
        : []),
      ['SQLite', { file: join(folder, 'verifier.db') }],
      [NOTHING, { file: ':memory:' }],
    ];
    for (const [i, [name, store]] of stores.entries()) {
      const file = join(folder, `${name}.json`);
      const settings = { port: PORT + i, store, keeps: name !== NOTHING, bodies: BODIES, file };
      const server = await startServer(new URL('./server.ts', import.meta.url).href, settings, core.server);
      const requests = JSON.parse(readFileSync(file, 'utf8')) as Requests;
      sides.push({ name, server, rounds: [], flow: flowOf(agent, PORT + i, requests) });
    }
    const empty = await sizeOf(postgres);
    for (const { name, flow, server } of sides) {
      options.onProgress(`warming up: ${name}`);
      for (let done = 0; done < WARM_UP; ) {
        const { flowsPerSecond } = await runRound(flow, server, { concurrent: CONCURRENT, seconds: 2 });
        done += 2 * flowsPerSecond;
      }
    }
    const warm = await sizeOf(postgres);
    const bare: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      bare.push(await bareVerification(options.seconds / 2));
      for (const side of sides) {
        const measured = await runRound(side.flow, side.server, {
          concurrent: CONCURRENT,
          seconds: (options.full ? 4 : 2) * options.seconds,
        });
        side.rounds.push(measured);
        options.onProgress(
          `round ${round} ${side.name}: ${measured.flowsPerSecond.toFixed(0)}/s by the clock, ${measured.cpuMsPerFlow.toFixed(3)} ms of processor`,
        );
      }
    }
    const after = await sizeOf(postgres);
    return [...figures(sides, median(bare)), ...octets(empty, warm, after)];
  } finally {
    for (const { server } of sides) server.stop();
    agent.destroy();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(sides: readonly Side[], bare: number): Figure[] {
  const cost = (side: Side | undefined) => median(side?.rounds.map(({ cpuMsPerFlow }) => cpuMsPerFlow) ?? []);
  const nothing = cost(sides.find(({ name }) => name === NOTHING));
  return sides.flatMap((side) => {
    const each = cost(side);
    const clock = median(side.rounds.map(({ flowsPerSecond }) => flowsPerSecond));
    const isAim = side.name === 'PostgreSQL';
    return [
      {
        name: `verifications by HTTP, evidence ${side.name === NOTHING ? 'thrown away' : `in ${side.name}`}`,
        value: 1000 / each,
        unit: '/s',
        beside: { name: 'two bare RSA-2048 verifications', value: 1000 / bare },
        ratio: bare / each,
        note: `a second of the core; ${clock.toFixed(0)}/s by the clock`,
      },
      ...(isAim
        ? [
            {
              name: '  the aim',
              value: 1000 / each,
              unit: '/s',
              limit: { bound: 'least', of: 1000 },
            } as const,
          ]
        : []),
      ...(side.name === NOTHING
        ? []
        : [
            {
              name: '  the same',
              value: each,
              unit: 'ms',
              beside: { name: 'with evidence thrown away', value: nothing },
              ratio: each / nothing,
            },
          ]),
    ];
  });
}

/** The signature and the certificate's, keys imported and used before: what nobody can do without. */
async function bareVerification(seconds: number): Promise<number> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const message = new Uint8Array(600).fill(1);
  const signature = sign('sha256', message, privateKey);
  const [cost] = await inTurns(seconds, [
    () => {
      const both =
        verify('sha256', message, publicKey, signature) && verify('sha256', message, publicKey, signature);
      if (!both) throw new Error('a bare verification failed');
    },
  ]);
  return cost?.cpu ?? Number.NaN;
}

interface Size {
  readonly octets: number;
  readonly records: number;
}

async function sizeOf(postgres: TestPostgres | undefined): Promise<Size | undefined> {
  if (postgres === undefined) return undefined;
  const store = await openStore({ databaseUrl: postgres.url, connections: 1 });
  const [row] = await store.run<Size>(
    `SELECT pg_database_size(current_database()) AS octets, (SELECT count(*) FROM verifier_record) AS records`,
  );
  await store.close();
  return row;
}

/** Of the first records, and of those behind them: what a record takes must not grow with the log. */
function octets(empty?: Size, warm?: Size, after?: Size): Figure[] {
  if (empty === undefined || warm === undefined || after === undefined) return [];
  const each = (from: Size, to: Size) => (to.octets - from.octets) / (to.records - from.records);
  const [first, last] = [each(empty, warm), each(warm, after)];
  const count = `the ${after.records - warm.records} behind the first ${warm.records}`;
  const note = `${count}; tables, indexes, tiles, what is to be vacuumed`;
  return [
    { name: 'octets of a record in PostgreSQL, all in all', value: last, unit: 'B', note },
    {
      name: '  beside the first',
      value: last,
      unit: 'B',
      beside: { name: 'each of the first', value: first },
      ratio: last / first,
      limit: { bound: 'most', of: Math.log(after.records) / Math.log(warm.records) + ALLOCATION },
    },
  ];
}

function flowOf(agent: Agent, port: number, { token, bodies }: Requests): () => Promise<void> {
  let next = 0;
  const run = Math.random().toString(36).slice(2, 10);
  return () =>
    new Promise((resolve, reject) => {
      next += 1;
      const body = bodies[next % bodies.length] ?? '';
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': `bench-${run}-${String(next).padStart(12, '0')}`,
      };
      const target = { agent, host: 'localhost', port, path: '/v1/verifications', method: 'POST', headers };
      const asked = request(target, (answer) => {
        answer.resume();
        answer.once('error', reject);
        answer.once('end', () => {
          if (answer.statusCode === 201) resolve();
          else reject(new Error(`a verification got ${answer.statusCode}`));
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
}
