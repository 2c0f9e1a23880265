import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PATHS } from '@kazasu/authority/api';
import { testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { environment } from '@kazasu/server/config';
import { keptSmall } from '@kazasu/server/serve';
import { type Figure, median } from '../figure/index.ts';

export interface StartBenchResult {
  readonly figures: readonly Figure[];
}

/** Of one start. */
interface Start {
  /** Milliseconds until the first 200. */
  readonly ms: number;
  /** Milliseconds of processor time until then. */
  readonly cpuMs: number;
  /** Megabytes resident then. */
  readonly megabytes: number;
}

interface Side {
  readonly name: string;
  readonly file: string;
  readonly flags: readonly string[];
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly starts: Start[];
}

const PORTS = { own: 4981, peer: 4982 };
const CLOCK_TICK_MS = 10;
const WELL_KNOWN = '.well-known/openid-configuration';

export async function runStartBench(options: {
  readonly rounds: number;
  readonly onProgress: (line: string) => void;
}): Promise<StartBenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-'));
  try {
    const sides = [await ownSide(folder), peerSide()];
    // The first start of each makes what later ones find: keys, tables, compiled code.
    for (let round = 0; round <= options.rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
        const start = await measure(side);
        if (round > 0) side.starts.push(start);
        const { ms, cpuMs, megabytes } = start;
        options.onProgress(
          `${round === 0 ? 'first' : `round ${round}`} ${side.name}: ${ms.toFixed(0)} ms, CPU ${cpuMs} ms, ${megabytes.toFixed(0)} MB`,
        );
      }
    }
    return { figures: figuresOf(sides as [Side, Side]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ownSide(folder: string): Promise<Side> {
  const authority = await testAuthority();
  const trust = join(folder, 'trust.json');
  writeFileSync(trust, await (await authority.ask(VERIFIER, PATHS.trust)).text());
  await authority.close();
  const base = `http://localhost:${PORTS.own}/api`;
  // As the unit and the container begin it.
  const small = keptSmall([], {});
  return {
    name: 'kazasu',
    file: fileURLToPath(new URL('../../../apps/serve/src/main.ts', import.meta.url)),
    flags: small.execArgv,
    words: ['provider'],
    env: {
      ...(small.env as Record<string, string>),
      KAZASU_BASE_URL: base,
      KAZASU_PHONE_URL: 'http://localhost:4002',
      KAZASU_ADMIN_TOKEN: 'bench-admin-token-of-this-run',
      KAZASU_AUTHORITY_URL: 'http://localhost:4003',
      KAZASU_AUTHORITY_TOKEN: VERIFIER,
      KAZASU_TRUST_FILE: trust,
      KAZASU_KEY_FOLDER: join(folder, 'keys'),
      KAZASU_DATABASE_PATH: join(folder, 'provider.sqlite'),
      KAZASU_LISTEN_PORT: String(PORTS.own),
    },
    url: `${base}/realms/main/${WELL_KNOWN}`,
    starts: [],
  };
}

function peerSide(): Side {
  return {
    name: 'oidc-provider',
    file: fileURLToPath(new URL('./peer.ts', import.meta.url)),
    flags: [],
    words: [String(PORTS.peer)],
    env: {},
    url: `http://localhost:${PORTS.peer}/${WELL_KNOWN}`,
    starts: [],
  };
}

async function measure({ flags, file, words, env, url }: Side): Promise<Start> {
  const { PATH = '', NODE_COMPILE_CACHE } = environment();
  const cache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags, file, ...words], {
    env: { PATH, ...cache, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  try {
    while ((await statusOf(url)) !== 200) {
      if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
      await sleep(2);
    }
    return { ms: performance.now() - begun, ...usageOf(child) };
  } finally {
    child.kill();
    await gone;
  }
}

function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).on('error', () => resolve(0));
  });
}

/** As the kernel counts, proc(5). */
function usageOf({ pid }: ChildProcess): Pick<Start, 'cpuMs' | 'megabytes'> {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS,
    megabytes: Number(kilobytes) / 1024,
  };
}

function figuresOf([own, peer]: readonly [Side, Side]): Figure[] {
  const of = ({ starts }: Side, pick: (start: Start) => number) => median(starts.map(pick));
  const figure = (
    name: string,
    unit: string,
    most: number | undefined,
    pick: (start: Start) => number,
  ): Figure => {
    const [value, beside] = [of(own, pick), of(peer, pick)];
    return {
      name,
      unit,
      value,
      beside: { name: peer.name, value: beside },
      ratio: value / beside,
      ...(most !== undefined && { limit: { bound: 'most', of: most } }),
    };
  };
  return [
    figure('to the first 200', 'ms', 0.6, ({ ms }) => ms),
    figure('processor time until then', 'ms', undefined, ({ cpuMs }) => cpuMs),
    figure('memory then', 'MB', 0.8, ({ megabytes }) => megabytes),
  ];
}
