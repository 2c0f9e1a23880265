/**
 * `npm run bench -- NAME`: measurements, each side by side with a peer or a limit in the same run. Owns what is typed and
 * printed; refuses to be a test: it fails when something does not work, never when it is slow.
 */
import { parseArgs } from 'node:util';
import { runAppBench } from './app/index.ts';
import { cardTable, runCardBench } from './card/index.ts';
import { figureTable } from './figure/index.ts';
import { FLOW_LANES, runFlowBench } from './flow/index.ts';
import { runLimitsBench } from './limits/index.ts';
import { runLoadBench } from './load/index.ts';
import { type LoginBenchResult, runLoginBench } from './login/index.ts';
import { MEASUREMENTS, runPkiBench } from './pki/index.ts';
import { REPORT_PARTS, runReport } from './report/index.ts';
import { runStartBench } from './start/index.ts';
import { runStoreBench } from './store/index.ts';
import { runVerifyBench, VERIFY_MEASUREMENTS } from './verify/index.ts';
import { runWorkersBench } from './workers/index.ts';

const HELP = `npm run bench -- app|flow|login|load|workers|limits|card|pki|store|verify|start|report [OPTIONS]

  app     a whole login by the app in Chromium, as on a slow phone with a slow connection: first visit, and with the app's own files
          kept; each step beside a limit, script as sent, longest task; medians of the rounds
  flow    the authorization-code flow without a card: ours in memory, on SQLite and on PostgreSQL, oidc-provider 9 in memory, and a floor,
          the least that a correct flow must do; processor time of the server on one core; further words take these servers alone:
          ${FLOW_LANES.map(({ name }) => name).join(', ')}
  login   a whole login (authorize, card proof and consent, token, userinfo) at our provider
          and at npm oidc-provider 9 in turn, server on one core, load on another; medians of the rounds
  load    whole logins under load: how many a core does, how long one takes at 80 % of that when they come as they please, what a
          process holds after --logins of them
  workers what a second core and a second worker bring: whole logins on PostgreSQL with service, database and load on one core, then on two
  limits  a request counted, the door for one that is let in, a refused request as a whole, beside rate-limiter-flexible in memory,
          a Map and node:http alone; processor time of the server's thread, medians of the rounds
  card    the virtual card's APDUs, and sessions of the reader with it in process, over WebSocket and through
          pcscd, beside the RSA-2048 private operation alone; medians of the rounds
  pki     a nation's revocation list, logins judged, OCSP answers, signed documents, each beside a peer or a limit;
          all but OCSP by processor time; medians of the rounds; further words take these measurements alone: ${MEASUREMENTS.map(({ name }) => name).join(', ')}

  store   a statement on SQLite in memory and in a file, and on PostgreSQL, 64 asked for at once, beside node:sqlite and pg alone;
          processor time of the asking process and the clock, medians of the rounds
  verify  durable verifications by HTTP beside bare RSA, proofs and offline checks in a tree of ten million records, octets of a
          record; further words take these measurements alone: ${VERIFY_MEASUREMENTS.map(({ name }) => name).join(', ')}

  start   a service process from nothing to its first 200, beside oidc-provider: time, processor time, memory; medians of the rounds

  report  flow, card, load, workers and start in one run (about ten minutes on a quiet machine), written to docs/performance.md with its
          pictures; further words take these parts alone and leave the others as they were: ${REPORT_PARTS.map(({ name }) => name).join(', ')}

  --rounds N       counted rounds, after one that warms up (login, limits, pki, store, verify and workers 3, card and flow 5); app 3, none that warms up
  --seconds N      login: length of a round, below 10 the compilers are still at work (10)
                   card, limits, pki, verify: length of each measurement in a round (1); load, workers: of a round (10)
  --flows N        flow: flows of a round (4000)
  --logins N       load: logins over which memory is looked at (20000)
  --rows N         store: statements of a kind in a round (20000; in a file a tenth)
  --concurrent N   login, load, flow, workers: logins under way at once (16; flow 64), workers: for each; store: statements (64)
  --entries N      pki: certificates in the revocation list (10000000: 410 megabytes, and disk for half as much again)
  --store KIND     login: our store: file (as shipped) or memory (file)
  --trace FILE     app: keeps what Chrome's performance panel opens, of the first round (FILE, and FILE.warm.json)
  --full           verify: the large trees in PostgreSQL too, and longer runs
  --kept           report: measures nothing, writes the page from the figures in docs/performance.json
  --json           one JSON object on standard output
  --help           this text`;

const { values, positionals } = typed();

/** What cannot be understood ends the program, without a stack that nobody asked for. */
function typed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        concurrent: { type: 'string' },
        flows: { type: 'string', default: '4000' },
        rows: { type: 'string', default: '20000' },
        logins: { type: 'string', default: '20000' },
        entries: { type: 'string', default: '10000000' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        store: { type: 'string', default: 'file' },
        trace: { type: 'string' },
        full: { type: 'boolean', default: false },
        kept: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    process.exit(2);
  }
}

const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);

async function login(): Promise<string> {
  const result = await runLoginBench({
    concurrent: Number(values.concurrent ?? 16),
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 10),
    store: values.store === 'memory' ? 'memory' : 'file',
    onProgress,
  });
  return values.json ? JSON.stringify(result) : loginTable(result);
}

async function app(): Promise<string> {
  const rounds = Number(values.rounds ?? 3);
  const result = await runAppBench({ rounds, trace: values.trace, onProgress });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function flow(only: readonly string[]): Promise<string> {
  const result = await runFlowBench({
    concurrent: Number(values.concurrent ?? 64),
    rounds: Number(values.rounds ?? 5),
    flows: Number(values.flows),
    only,
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function load(): Promise<string> {
  const result = await runLoadBench({
    concurrent: Number(values.concurrent ?? 16),
    seconds: Number(values.seconds ?? 10),
    logins: Number(values.logins),
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function workers(): Promise<string> {
  const result = await runWorkersBench({
    concurrent: Number(values.concurrent ?? 16),
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 10),
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function limits(): Promise<string> {
  const [rounds, seconds] = [Number(values.rounds ?? 3), Number(values.seconds ?? 1)];
  const result = await runLimitsBench({ rounds, seconds, onProgress });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function start(): Promise<string> {
  const result = await runStartBench({ rounds: Number(values.rounds ?? 5), onProgress });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function card(): Promise<string> {
  const rounds = Number(values.rounds ?? 5);
  const result = await runCardBench({ rounds, seconds: Number(values.seconds ?? 1), onProgress });
  return values.json ? JSON.stringify(result) : cardTable(result);
}

async function pki(only: readonly string[]): Promise<string> {
  const result = await runPkiBench({
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 1),
    entries: Number(values.entries),
    only,
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function store(): Promise<string> {
  const result = await runStoreBench({
    rounds: Number(values.rounds ?? 3),
    rows: Number(values.rows),
    concurrent: Number(values.concurrent ?? 64),
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

async function verify(only: readonly string[]): Promise<string> {
  const result = await runVerifyBench({
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 1),
    full: values.full,
    only,
    onProgress,
  });
  return values.json ? JSON.stringify(result) : figureTable(result.figures);
}

function report(only: readonly string[]): Promise<string> {
  return runReport({ only, fromKept: values.kept, onProgress });
}

/** Benches of which single measurements can be taken. */
const PARTS = new Map<string, readonly { readonly name: string }[]>([
  ['flow', FLOW_LANES],
  ['pki', MEASUREMENTS],
  ['verify', VERIFY_MEASUREMENTS],
  ['report', REPORT_PARTS],
]);

const BENCHES = new Map<string, (more: readonly string[]) => Promise<string>>([
  ['app', app],
  ['flow', flow],
  ['login', login],
  ['load', load],
  ['workers', workers],
  ['limits', limits],
  ['card', card],
  ['start', start],
  ['report', report],
  ['pki', pki],
  ['store', store],
  ['verify', verify],
]);

async function main(): Promise<number> {
  const [name = '', ...more] = positionals;
  const bench = BENCHES.get(name);
  if (values.help || bench === undefined || (more.length > 0 && !PARTS.has(name))) {
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  const parts = PARTS.get(name) ?? [];
  const unknown = more.filter((word) => parts.every((measurement) => measurement.name !== word));
  if (unknown.length > 0) {
    const names = parts.map((measurement) => measurement.name).join(', ');
    process.stderr.write(`bench: no measurement ${unknown.join(', ')}; there are ${names}\n`);
    return 2;
  }
  process.stdout.write(`${await bench(more)}\n`);
  return 0;
}

function loginTable({ kazasu, peer, ratio, pinned }: LoginBenchResult): string {
  const row = (name: string, { flowsPerSecond, busy, cpuMsPerFlow }: typeof kazasu) =>
    [
      name.padEnd(16),
      flowsPerSecond.toFixed(0).padStart(8),
      cpuMsPerFlow.toFixed(2).padStart(12),
      `${(busy * 100).toFixed(0)} %`.padStart(12),
    ].join('');
  return [
    `${''.padEnd(16)}${'flows/s'.padStart(8)}${'CPU ms/flow'.padStart(12)}${'core busy'.padStart(12)}`,
    row('kazasu', kazasu),
    row('oidc-provider', peer),
    `ratio ${ratio.toFixed(2)}`,
    pinned ? 'server on core 0, load on core 1' : 'not pinned: this machine has one core or no taskset',
  ].join('\n');
}

process.exitCode = await main();
