import { createCardWorld, createRelyingParty, createVisitors } from '@kazasu/conformance/load';
import { type Figure, median } from '../figure/index.ts';
import { cores, pin } from '../login/child.ts';
import { CLIENT_ID } from '../login/client.ts';
import { figuresOf } from './figures.ts';
import { FLOW_LANES, type Lane } from './lanes.ts';
import { type FlowRound, type Phase, runFlows } from './round.ts';

export { FLOW_LANES };

export interface FlowBenchOptions {
  readonly concurrent: number;
  readonly rounds: number;
  /** Of one round of one server. */
  readonly flows: number;
  /** Names of the lanes to run; all when empty. */
  readonly only: readonly string[];
  readonly onProgress: (line: string) => void;
}

/** Flows before any is counted: so long each costs less than the one before, the compilers being at work. A provider runs for weeks. */
const WARM_UP = 10_000;

export async function runFlowBench(
  options: FlowBenchOptions,
): Promise<{ readonly figures: readonly Figure[] }> {
  const core = cores();
  pin(process.pid, core.load);
  const world = await createCardWorld(1);
  const rp = createRelyingParty(CLIENT_ID);
  const visitors = createVisitors({ connections: options.concurrent });
  const lanes: { name: string; lane: Lane; rounds: FlowRound[] }[] = [];
  try {
    for (const { name, start } of FLOW_LANES) {
      if (options.only.length > 0 && !options.only.includes(name)) continue;
      const lane = await start({ world, rp, core: core.server });
      if (lane === undefined) options.onProgress(`left out: ${name}`);
      else lanes.push({ name, lane, rounds: [] });
    }
    const drive = ({ server, at }: Lane, flows: number) =>
      runFlows({ server, at, rp, next: () => visitors.next() }, { flows, concurrent: options.concurrent });
    for (const { name, lane } of lanes) {
      options.onProgress(`warming up: ${name}`);
      for (let done = 0; done < WARM_UP; done += options.flows) await drive(lane, options.flows);
    }
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const { name, lane, rounds } of round % 2 === 1 ? lanes : [...lanes].reverse()) {
        const measured = await drive(lane, options.flows);
        rounds.push(measured);
        options.onProgress(`round ${round} ${name}: ${describe(measured)}`);
      }
    }
    return { figures: figuresOf(new Map(lanes.map(({ name, rounds }) => [name, middle(rounds)]))) };
  } finally {
    visitors.close();
    for (const { lane } of lanes) await lane.stop();
    await world.close();
  }
}

function describe({ authorize, token, userinfo }: FlowRound): string {
  const [a, t, u] = [authorize, token, userinfo].map(({ cpu }) => cpu.toFixed(0));
  return `authorize ${a} µs, token ${t}, userinfo ${u}`;
}

function middle(rounds: readonly FlowRound[]): FlowRound {
  const of = (name: keyof FlowRound): Phase => ({
    cpu: median(rounds.map((round) => round[name].cpu)),
    clock: median(rounds.map((round) => round[name].clock)),
  });
  return { authorize: of('authorize'), token: of('token'), userinfo: of('userinfo') };
}
