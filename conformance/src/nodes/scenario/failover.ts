import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../postgres/index.ts';
import { startStandby } from '../postgres/index.ts';
import { type FaultProxy, startFaultProxy } from '../proxy/index.ts';
import { onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';
import { seeded } from './trouble.ts';

const PATIENCE_MS = 30_000;

export const FAILOVER: Scenario = {
  name: 'failover',
  summary: 'the primary database dies while people log in, and its synchronous standby takes its place',
  run: (options) => {
    let line: FaultProxy | undefined;
    let standby: Database | undefined;
    return onGround(
      options,
      {
        nodes: 2,
        between: async (primary, ends) => {
          const follower = await startStandby(primary);
          ends(() => follower.close());
          // As an operator's address does that moves with the primary.
          const proxy = await startFaultProxy({ path: primary.socket });
          ends(() => proxy.close());
          [standby, line] = [follower, proxy];
          return () => `postgres://kazasu@127.0.0.1:${proxy.port}/postgres`;
        },
      },
      async ({ database, crowd }) => {
        const moment = sleep(200 + seeded(options.seed)() * 600);
        const crowding = crowd(PATIENCE_MS);
        const early = await Promise.race([moment.then(() => false), crowding.then(() => true)]);
        await database.kill();
        standby?.sql('SELECT pg_promote()');
        if (standby !== undefined) line?.retarget({ path: standby.socket });
        line?.reset();
        const proof = await crowding;
        return early ? { ...proof, doubts: ['everybody was in before the primary died'] } : proof;
      },
    );
  },
};
