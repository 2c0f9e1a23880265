import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newCluster } from '../postgres/index.ts';
import { onGround } from './ground.ts';
import { createNamespace, namespaceMissing } from './namespace.ts';
import type { Scenario } from './scenario.ts';
import { troubled } from './trouble.ts';

const PATIENCE_MS = 40_000;

/** The database has a network of its own. One node reaches it by the cable that is cut, the other by its socket: half of the service goes on. */
export const PARTITION: Scenario = {
  name: 'partition',
  summary:
    'one of two nodes cannot reach the database for a while: what it sends is lost, and nobody is told (network namespace, needs root)',
  run: async (options) => {
    const missing = namespaceMissing();
    if (missing !== false) return { violations: [], counts: {}, doubts: [missing] };
    const namespace = createNamespace();
    try {
      const database = {
        through: namespace.through,
        settings: { listen_addresses: namespace.address },
        prepare: (tools: Parameters<typeof newCluster>[0]) => {
          newCluster(tools);
          appendFileSync(
            join(tools.folder, 'data/pg_hba.conf'),
            `host all all ${namespace.address}/30 trust\n`,
          );
        },
      };
      const cable = `postgres://kazasu@${namespace.address}/postgres`;
      return await onGround(
        options,
        {
          nodes: 2,
          database,
          between:
            async ({ url }) =>
            (node) =>
              node === 0 ? cable : url,
        },
        async ({ crowd }) => {
          const make = async (random: () => number) => {
            namespace.cut();
            await sleep(500 + random() * 2_500);
            namespace.mend();
          };
          const trouble = { quiet: [150, 2_000], seed: options.seed, make } as const;
          const [proof, cuts] = await troubled(trouble, () => crowd(PATIENCE_MS));
          const doubts = cuts > 0 ? proof.doubts : ['nothing was cut while people logged in'];
          return { counts: { ...proof.counts, cuts }, doubts };
        },
      );
    } finally {
      namespace.close();
    }
  },
};
