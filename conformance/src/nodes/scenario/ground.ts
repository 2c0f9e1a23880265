import {
  type CardWorld,
  createCardWorld,
  createRelyingParty,
  createVisitors,
  type RelyingParty,
  type Visitors,
} from '../../load/index.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../cluster/index.ts';
import { runCrowd } from '../crowd/index.ts';
import { createHistory, type History, judge } from '../history/index.ts';
import { type Database, type DatabaseOptions, startDatabase } from '../postgres/index.ts';
import type { Proof, ScenarioOptions } from './scenario.ts';

/** Relying parties: enough that neighbours in the crowd have different ones. */
const PARTIES = 5;
/** Milliseconds after which a request that nobody answers is given up. */
const LOST_MS = 8_000;

export interface Ground {
  readonly world: CardWorld;
  readonly parties: readonly RelyingParty[];
  readonly cluster: Cluster;
  readonly database: Database;
  readonly history: History;
  readonly visitors: Visitors;
  /** Lets the crowd in; what went wrong beside it is in the counts. */
  crowd(patienceMs: number): Promise<Omit<Proof, 'violations'>>;
}

export interface GroundOptions extends Pick<ClusterOptions, 'nodes' | 'settings' | 'through'> {
  readonly database?: DatabaseOptions;
  /** Where a node finds the database, if something stands between; the database itself when not given. */
  readonly between?: (
    database: Database,
    ends: (end: () => unknown) => void,
  ) => Promise<(node: number) => string>;
}

/** People, a durable database, nodes; all of it ended afterwards, whatever happened. */
export async function onGround(
  options: ScenarioOptions,
  { nodes, settings = {}, through, ...stands }: GroundOptions,
  work: (ground: Ground) => Promise<Omit<Proof, 'violations'>>,
): Promise<Proof> {
  const ends: (() => unknown)[] = [];
  try {
    options.onProgress(`making ${options.people} cards`);
    const world = await createCardWorld(options.people);
    ends.push(() => world.close());
    const database = await startDatabase(stands.database);
    ends.push(() => database.close());
    options.onProgress(`starting ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`);
    const databaseUrl = (await stands.between?.(database, (end) => ends.push(end))) ?? (() => database.url);
    const cluster = await startCluster({
      world,
      nodes,
      settings,
      databaseUrl,
      ...(through && { through }),
    });
    ends.push(() => cluster.close());
    const parties: RelyingParty[] = [];
    for (let i = 0; i < PARTIES; i += 1) {
      const party = createRelyingParty(`LOAD000${i}`);
      await cluster.register(party.registration);
      parties.push(party);
    }
    const visitors = createVisitors({
      connections: options.concurrent,
      port: balancer(cluster),
      timeoutMs: LOST_MS,
    });
    ends.push(() => visitors.close());
    const history = createHistory(options.file);
    let lookAfterwards = async () => {};
    const crowd = async (patienceMs: number) => {
      const { base } = cluster;
      const who = { base, visitors, world, parties, history, patienceMs };
      const result = await runCrowd({ ...options, ...who, onLogin: reporting(options) });
      const { done, left } = result;
      lookAfterwards = result.lookAfterwards;
      const counts = {
        logins: done,
        ...Object.fromEntries([...left].map(([why, times]) => [`left: ${why}`, times])),
      };
      return {
        counts,
        doubts: done < options.logins / 3 ? ['fewer than a third of the logins came to an end'] : [],
      };
    };
    const proof = await work({ world, parties, cluster, database, history, visitors, crowd });
    options.onProgress('looking for every session that was acknowledged');
    await lookAfterwards();
    return { ...proof, violations: judge(history.events) };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Each request to the next node that is up, as a balancer with health checks would. */
function balancer({ nodes }: Cluster): () => number {
  let turn = 0;
  return () => {
    const up = nodes.filter((node) => node.up);
    turn += 1;
    return (up.length > 0 ? up : nodes)[turn % Math.max(1, up.length)]?.port ?? 0;
  };
}

function reporting({ logins, onProgress }: ScenarioOptions): (done: number) => void {
  const each = Math.max(1, Math.floor(logins / 10));
  return (done) => {
    if (done % each === 0) onProgress(`${done} of ${logins} logins`);
  };
}
