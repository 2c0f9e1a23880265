import {
  type CardWorld,
  createCardWorld,
  createRelyingParty,
  createVisitors,
  login,
} from '@kazasu/conformance/load';
import { ADMIN_PATHS } from '@kazasu/provider/api';
import { median } from '../figure/index.ts';
import { cores, pin, type Server, startServer } from './child.ts';
import { CLIENT_ID, peerClient } from './client.ts';
import type { OwnSettings } from './own-server.ts';
import { peerFlow } from './peer-flow.ts';
import { type Round, runRound } from './round.ts';

export interface LoginBenchOptions {
  readonly concurrent: number;
  readonly rounds: number;
  /** Of one round. */
  readonly seconds: number;
  readonly store: 'file' | 'memory';
  readonly onProgress: (line: string) => void;
}

interface Side {
  readonly name: 'kazasu' | 'oidc-provider';
  readonly server: Server;
  readonly flow: () => Promise<void>;
  readonly rounds: Round[];
}

export interface LoginBenchResult {
  /** Whether server and load had a core each to themselves. */
  readonly pinned: boolean;
  /** Medians over the rounds. */
  readonly kazasu: Round;
  readonly peer: Round;
  /** Flows per second, ours over the peer's. */
  readonly ratio: number;
}

const PORTS = { own: 4971, peer: 4972 };
const BASE = `http://localhost:${PORTS.own}/api`;
const ADMIN_TOKEN = 'bench-admin-token-of-this-run';
const CARDS = 8;

export async function runLoginBench(options: LoginBenchOptions): Promise<LoginBenchResult> {
  const core = cores();
  pin(process.pid, core.load);
  options.onProgress('making cards');
  const world = await createCardWorld(CARDS);
  const visitors = createVisitors({ connections: options.concurrent });
  const rp = createRelyingParty(CLIENT_ID);
  const sides: Side[] = [];
  try {
    sides.push(await ownSide(world, options, core.server, { visitors, rp }));
    sides.push(await peerSide(core.server, { visitors, rp }));
    for (let round = 0; round <= options.rounds; round += 1) {
      await runBoth(sides, round, options);
    }
    const [kazasu, peer] = sides.map((side) => middle(side.rounds)) as [Round, Round];
    return {
      pinned: core.server !== undefined,
      kazasu,
      peer,
      ratio: kazasu.flowsPerSecond / peer.flowsPerSecond,
    };
  } finally {
    for (const { server } of sides) server.stop();
    visitors.close();
    await world.close();
  }
}

/** Round 0 warms both up and is not counted. Who goes first changes from round to round. */
async function runBoth(sides: readonly Side[], round: number, options: LoginBenchOptions): Promise<void> {
  const order = round % 2 === 0 ? sides : [...sides].reverse();
  for (const side of order) {
    const measured = await runRound(side.flow, side.server, options);
    if (round > 0) side.rounds.push(measured);
    const label = round === 0 ? 'warm-up' : `round ${round}`;
    options.onProgress(`${label} ${side.name}: ${measured.flowsPerSecond.toFixed(0)} flows/s`);
  }
}

interface Load {
  readonly visitors: ReturnType<typeof createVisitors>;
  readonly rp: ReturnType<typeof createRelyingParty>;
}

async function ownSide(
  world: CardWorld,
  { store }: LoginBenchOptions,
  core: number | undefined,
  { visitors, rp }: Load,
): Promise<Side> {
  const { authority, trust, folder, cards } = world;
  const settings: OwnSettings = { port: PORTS.own, folder, adminToken: ADMIN_TOKEN, authority, trust, store };
  const server = await startServer('./own-server.ts', settings, core);
  await register(rp);
  let next = 0;
  const flow = async () => {
    next += 1;
    const card = cards[next % cards.length];
    if (card === undefined) throw new Error('no cards');
    await login({ base: BASE, visitor: visitors.next(), rp }, card);
  };
  return { name: 'kazasu', server, flow, rounds: [] };
}

async function peerSide(core: number | undefined, { visitors, rp }: Load): Promise<Side> {
  const server = await startServer('./peer-server.ts', { port: PORTS.peer, client: peerClient(rp) }, core);
  const flow = () => peerFlow(visitors.next(), `http://localhost:${PORTS.peer}`, rp);
  return { name: 'oidc-provider', server, flow, rounds: [] };
}

async function register({ registration }: Load['rp']): Promise<void> {
  const response = await fetch(`${BASE}${ADMIN_PATHS.clients}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  if (response.status !== 201) throw new Error(`the bench client was not registered: ${response.status}`);
}

function middle(rounds: readonly Round[]): Round {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  return {
    flowsPerSecond: of((round) => round.flowsPerSecond),
    busy: of((round) => round.busy),
    cpuMsPerFlow: of((round) => round.cpuMsPerFlow),
  };
}
