import { setTimeout as sleep } from 'node:timers/promises';
import { onGround } from './ground.ts';
import type { Scenario } from './scenario.ts';
import { troubled } from './trouble.ts';

const PATIENCE_MS = 20_000;
const NO_TROUBLE = 'nothing was killed while people logged in';

export const KILL_NODE: Scenario = {
  name: 'kill-node',
  summary: 'one of two nodes is killed (SIGKILL) at random moments, and started again',
  run: (options) =>
    onGround(options, { nodes: 2 }, async ({ cluster, crowd }) => {
      let last = 0;
      const make = async (random: () => number) => {
        last = random() < 0.5 ? 0 : 1;
        await cluster.nodes[last]?.kill();
        await sleep(random() * 300);
        await cluster.nodes[last]?.start();
      };
      const trouble = { quiet: [100, 1_200], seed: options.seed, make } as const;
      const [proof, kills] = await troubled(trouble, () => crowd(PATIENCE_MS));
      return { counts: { ...proof.counts, kills }, doubts: kills > 0 ? proof.doubts : [NO_TROUBLE] };
    }),
};

export const KILL_DATABASE: Scenario = {
  name: 'kill-database',
  summary:
    'PostgreSQL is killed (SIGKILL) at random moments under two nodes, and started again on the same files',
  run: (options) =>
    onGround(options, { nodes: 2 }, async ({ database, crowd }) => {
      const make = async (random: () => number) => {
        await database.kill();
        await sleep(random() * 300);
        await database.start();
      };
      const trouble = { quiet: [150, 2_000], seed: options.seed, make } as const;
      const [proof, kills] = await troubled(trouble, () => crowd(PATIENCE_MS));
      return { counts: { ...proof.counts, kills }, doubts: kills > 0 ? proof.doubts : [NO_TROUBLE] };
    }),
};
