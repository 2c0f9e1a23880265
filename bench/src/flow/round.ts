import type { RelyingParty, Visitor } from '@kazasu/conformance/load';
import type { Server } from '../login/child.ts';
import { askUserinfo, authorize, type Endpoints, type Flow, redeem } from './steps.ts';

/** What a phase cost the server. */
export interface Phase {
  /** Microseconds of processor time for one flow. */
  readonly cpu: number;
  /** One flow's share of the clock, microseconds, with all lanes at work. */
  readonly clock: number;
}

export interface FlowRound {
  readonly authorize: Phase;
  readonly token: Phase;
  readonly userinfo: Phase;
}

export interface Driven {
  readonly server: Server;
  readonly at: Endpoints;
  readonly rp: RelyingParty;
  readonly next: () => Visitor;
}

/**
 * Flows of one batch: all up to their codes, then all codes redeemed, then all items fetched. No more, because the peer's memory keeps a
 * thousand things and forgets the others.
 */
const BATCH = 64;

/** Batch after batch, `concurrent` flows at a time. */
export async function runFlows(
  driven: Driven,
  { flows, concurrent }: { readonly flows: number; readonly concurrent: number },
): Promise<FlowRound> {
  const spent = { authorize: nothing(), token: nothing(), userinfo: nothing() };
  let done = 0;
  for (; done < flows; done += BATCH) await runBatch(driven, concurrent, spent);
  const share = ({ cpu, clock }: Spent): Phase => ({
    cpu: (cpu / done) * 1000,
    clock: (clock / done) * 1000,
  });
  return { authorize: share(spent.authorize), token: share(spent.token), userinfo: share(spent.userinfo) };
}

/** Milliseconds. */
type Spent = { cpu: number; clock: number };

function nothing(): Spent {
  return { cpu: 0, clock: 0 };
}

async function runBatch(
  { server, at, rp, next }: Driven,
  concurrent: number,
  spent: Record<keyof FlowRound, Spent>,
): Promise<void> {
  const begun: Flow[] = [];
  const phase = async (into: Spent, work: (i: number) => Promise<void>): Promise<void> => {
    const [cpu, clock] = [await server.cpuMs(), performance.now()];
    let i = 0;
    const lane = async () => {
      while (i < BATCH) await work(i++);
    };
    await Promise.all(Array.from({ length: concurrent }, lane));
    into.clock += performance.now() - clock;
    into.cpu += (await server.cpuMs()) - cpu;
  };
  const of = (i: number) => begun[i] as Flow;
  await phase(spent.authorize, async (i) => {
    begun[i] = await authorize(next(), at, rp);
  });
  await phase(spent.token, (i) => redeem(of(i), at, rp));
  await phase(spent.userinfo, (i) => askUserinfo(of(i), at));
}
